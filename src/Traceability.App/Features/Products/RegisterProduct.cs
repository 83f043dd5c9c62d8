using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Products;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Products;

/// <summary>A cooperative or processor registers a product under its trade item number: loose produce without net content, packs with it.</summary>
public sealed record RegisterProduct(
    Gtin Gtin,
    string Name,
    string? NameEn = null,
    Quantity? NetContent = null,
    int? ShelfLifeDays = null,
    decimal? StoreMinCelsius = null,
    decimal? StoreMaxCelsius = null,
    DateTimeOffset? Occurred = null,
    FoodClass? FoodClass = null) : IRecordingCommand<ProductAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse];
}

public sealed record ProductAnswer(string Gtin, IReadOnlyList<Receipt> Receipts);

internal sealed class RegisterProductValidator : AbstractValidator<RegisterProduct>
{
    public RegisterProductValidator()
    {
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.NameEn).Text(200);
        RuleFor(c => c.ShelfLifeDays).InclusiveBetween(1, 36_500).WithErrorCode("product.shelf-life").WithMessage("A shelf life is 1 to 36,500 days.");
        RuleFor(c => c.StoreMinCelsius).Must(Celsius).WithErrorCode("product.temperature").WithMessage("A temperature is −90 to 90 °C with at most 1 decimal.");
        RuleFor(c => c.StoreMaxCelsius).Must(Celsius).WithErrorCode("product.temperature").WithMessage("A temperature is −90 to 90 °C with at most 1 decimal.");
    }

    private static bool Celsius(decimal? value) => value is null || (decimal.Abs(value.Value) <= 90 && decimal.Round(value.Value, 1) == value.Value);
}

internal sealed class RegisterProductHandler(WriteSession session) : ICommandHandler<RegisterProduct, Result<ProductAnswer>>
{
    public async ValueTask<Result<ProductAnswer>> Handle(RegisterProduct command, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<Product>(Subject.Product(command.Gtin)) is not null)
            return ProductProblems.Exists(command.Gtin.ToString());
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;

        var decided = Product.Register(new ProductRegistered
        {
            Gtin = command.Gtin,
            Organisation = session.Actor.Member.Uscc,
            NetContent = command.NetContent,
            ShelfLifeDays = command.ShelfLifeDays,
            StoreMinCelsius = command.StoreMinCelsius,
            StoreMaxCelsius = command.StoreMaxCelsius,
            FoodClass = command.FoodClass,
            Name = command.Name,
            NameEn = command.NameEn,
        });
        if (decided.Failed(out var registered))
            return decided.Problem;
        var receipt = await session.RecordAsync(registered, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new ProductAnswer(command.Gtin.ToString(), [recorded]);
    }
}

public static class RegisterProductRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RegisterProduct, ProductAnswer>("/api/products", a => $"/api/entries/{a.Receipts[0].Entry}");
}
