using Traceability.Domain.Values;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>The classes of crops to choose from, narrowed by what is sought.</summary>
internal static class CropPick
{
    public static Pick Of(Form form, Wording text) => new(
        form,
        "crop",
        text["log.crop"],
        [
            .. FoodClass.All.Select(food => new PickOption(food.ToString(), text[$"food-class.{food}"]))
                .Where(option => form.Sought("crop") is not { } sought || option.Label.Contains(sought, StringComparison.OrdinalIgnoreCase)),
        ]);
}
