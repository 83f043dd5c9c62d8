using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.App.Json;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Demonstration;

/// <summary>The demonstration as the project carries it: every name in it is fictional and says so.</summary>
internal sealed record DemonstrationData(
    string Notice,
    RegionsData Regions,
    IReadOnlyList<SupervisorData> Supervisors,
    IReadOnlyList<OrganisationData> Organisations,
    DateTimeOffset Registered,
    IReadOnlyList<StepData> Steps,
    IReadOnlyDictionary<string, string> Credentials)
{
    public static DemonstrationData Read()
    {
        using var stream = Resource("Demonstration.demonstration.json");
        return JsonSerializer.Deserialize<DemonstrationData>(stream, AppJson.Api)!;
    }

    /// <summary>One of the sets of reference data that come with the server.</summary>
    public static byte[] Reference(string name)
    {
        using var stream = Resource($"Reference.{name}.csv");
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return whole.ToArray();
    }

    private static Stream Resource(string name) => typeof(DemonstrationData).Assembly.GetManifestResourceStream($"Traceability.Web.{name}")!;
}

internal sealed record RegionsData(string Edition, IReadOnlyList<RegionRow> Regions);

internal sealed record SupervisorData(string Id, RegionCode Region, string Name);

internal sealed record OrganisationData(
    string Id, string Supervisor, UnifiedSocialCreditCode Uscc, Gln Gln, RegionCode Region, IReadOnlyList<Role> Roles, string Name, string NameEn, string? Hotline, string Member);

/// <param name="As">Who does it.</param>
/// <param name="Do">Name of the command.</param>
/// <param name="With">Its body, with the ids that its address would carry. <c>$name</c> stands for what an earlier step kept, <c>@id</c> for the number of an organisation.</param>
/// <param name="Keep">What of the answer later steps need: its name, and where it stands.</param>
internal sealed record StepData(string As, string Do, JsonNode With, IReadOnlyDictionary<string, string>? Keep = null);
