using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mediator;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Access;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Brands;
using Traceability.App.Features.Certification;
using Traceability.App.Features.Complaints;
using Traceability.App.Features.Cultivation;
using Traceability.App.Features.Files;
using Traceability.App.Features.Places;
using Traceability.App.Features.Products;
using Traceability.App.Features.Quality;
using Traceability.App.Features.Records;
using Traceability.App.Features.Reference;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Ledger;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Supervision;
using Traceability.App.Features.Trace;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;
using Traceability.Ledger;

namespace Traceability.App.Tests.Access;

/// <summary>
/// Two counties with nothing in common. Every question that there is, found by reflection, is asked by everybody of the one about
/// everything of the other: no answer has anything in it that is hidden from who asks.
/// </summary>
public sealed class RestrictedRowsTests(Databases databases)
{
    /// <summary>How each question is asked about a county. One that is missing here fails the tests.</summary>
    private static readonly Dictionary<Type, Func<County, IEnumerable<IMessage>>> Questions = new()
    {
        [typeof(GetBatch)] = c => [new GetBatch(c.Harvest.Batch), new GetBatch(c.Pack.Batch)],
        [typeof(ListBatches)] = c => [new ListBatches(), new ListBatches(c.Pack.Batch), new ListBatches(Guid.AllBitsSet, ListBatches.MostAtOnce)],
        [typeof(GetBatchHistory)] = c => [new GetBatchHistory(c.Harvest.Batch), new GetBatchHistory(c.Pack.Batch)],
        [typeof(ListPlots)] = _ => [new ListPlots()],
        [typeof(ListProducts)] = _ => [new ListProducts()],
        [typeof(ListSteps)] = c => [new ListSteps(c.Base, GlnExtension.Parse("1"))],
        [typeof(GetComplaint)] = c => [new GetComplaint(c.Complaint)],
        [typeof(ListComplaints)] = c => [new ListComplaints(), new ListComplaints(Only: c.Complaint)],
        [typeof(GetInspection)] = c => [new GetInspection(c.Inspection)],
        [typeof(ListInspections)] = c => [new ListInspections(), new ListInspections(Batch: c.Pack.Batch), new ListInspections(Lot: LotNumber.Parse(c.Pack.Lot))],
        [typeof(GetFile)] = c => [new GetFile(c.File)],
        [typeof(GetLimit)] = _ => [new GetLimit(FoodClass.Parse("potato"), "lead")],
        [typeof(GetPesticide)] = _ => [new GetPesticide("imidacloprid", FoodClass.Parse("potato"))],
        [typeof(GetCertificate)] = c => [new GetCertificate(c.Certificate)],
        [typeof(ListCertificates)] = _ => [new ListCertificates(), new ListCertificates(Held: true)],
        [typeof(GetBrand)] = c => [new GetBrand(c.Brand)],
        [typeof(ListBrands)] = _ => [new ListBrands(), new ListBrands(Managed: true)],
        [typeof(GetLicence)] = c => [new GetLicence(c.Licence)],
        [typeof(ListLicences)] = _ => [new ListLicences(), new ListLicences(Held: true)],
        [typeof(ListExitProposals)] = _ => [new ListExitProposals()],
        [typeof(GetRecall)] = c => [new GetRecall(c.Recall)],
        [typeof(ListLabelMarks)] = c => [new ListLabelMarks(c.Pack.Batch)],
        [typeof(GetRecord)] = c => c.Entries.Select(e => new GetRecord(e)),
        [typeof(GetShipment)] = c => [new GetShipment(c.Shipment)],
        [typeof(ListShipments)] = c => [new ListShipments(), new ListShipments(Search: c.Pack.Lot), new ListShipments(Side: ShipmentSide.Sends)],
        [typeof(ListPartners)] = _ => [new ListPartners()],
        [typeof(ListRecalls)] = _ => [new ListRecalls(), new ListRecalls(Open: true)],
        [typeof(ListOrganisations)] = c => [new ListOrganisations(), new ListOrganisations(c.Grower.Member.Uscc, ListOrganisations.MostAtOnce)],
        [typeof(GetFiling)] = c => [new GetFiling(c.Filing)],
        [typeof(GetOpenFiling)] = c => [new GetOpenFiling(c.Filing)],
        [typeof(GetOwnOrganisation)] = _ => [new GetOwnOrganisation()],
        [typeof(GetMember)] = c => [new GetMember(Guid.Parse(c.Grower.Account["account:".Length..]))],
        [typeof(GetApiKey)] = c => [new GetApiKey(c.Key)],
        [typeof(GetSupervisor)] = c => [new GetSupervisor(Guid.Parse(c.Supervisor.Account["account:".Length..]))],
        [typeof(GetLogHealth)] = _ => [new GetLogHealth()],
        [typeof(GetRegionRegister)] = _ => [new GetRegionRegister()],
        [typeof(ListRegions)] = c => [new ListRegions(In: null), new ListRegions(c.Code)],
        [typeof(NameRegions)] = c => [new NameRegions([c.Code.ToString()])],
        [typeof(ListFilings)] = _ => [new ListFilings(), new ListFilings(Guid.Empty, 1)],
        [typeof(ListMembers)] = _ => [new ListMembers(), new ListMembers(Guid.Empty, 1)],
        [typeof(ListApiKeys)] = _ => [new ListApiKeys(), new ListApiKeys(Guid.Empty, 1)],
        [typeof(ListSupervisors)] = _ => [new ListSupervisors()],
        [typeof(ListAccounts)] = c => [new ListAccounts(), new ListAccounts("supervisor" + c.Code)],
        [typeof(ListLabels)] = c => [new ListLabels(c.Pack.Batch, c.Labels.Run, 0, 10)],
        [typeof(GetLabelQr)] = c => [new GetLabelQr(c.Box, LotNumber.Parse(c.Pack.Lot), Serial: null)],
        [typeof(ListSampleLabels)] = _ => [new ListSampleLabels()],
        [typeof(GetTrace)] = c => [new GetTrace(c.Box, LotNumber.Parse(c.Pack.Lot), Serial: null)],
        [typeof(GetBatchProof)] = c => [new GetBatchProof(c.Box, LotNumber.Parse(c.Pack.Lot))],
        [typeof(GetEntry)] = c => c.Entries.Select(e => new GetEntry(e)),
        [typeof(GetEntryProof)] = c => c.Entries.Select(e => new GetEntryProof(e)),
    };

    /// <summary>What an operator asks about the deployment, which has no county's rows in it.</summary>
    private static readonly Type[] OfTheDeployment = [typeof(GetLogHealth), typeof(GetRegionRegister)];

    /// <summary>Whom a certificate vouches for is on every label with its mark: who has its id is told.</summary>
    private static readonly Type[] OfPublicRegisters = [typeof(GetCertificate)];

    /// <summary>Nothing of these counties is to leave a brand.</summary>
    private static readonly Type[] WithoutRows = [typeof(ListExitProposals)];

    private static IEnumerable<Type> AllQuestions => typeof(AppSetup).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>)));

    [Fact]
    public void Questions_EveryOneThatThereIs_IsAskedHere() =>
        Assert.Equal(AllQuestions.Select(t => t.Name).Order(StringComparer.Ordinal), Questions.Keys.Select(t => t.Name).Order(StringComparer.Ordinal));

    [Theory]
    [OnDatabases]
    public async Task Answers_ToAnybodyOfAnotherCounty_NameNothingThatIsHidden(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await County.ImportRegionsAsync(app);
        var (here, there) = (await County.RecordAsync(app, "130722"), await County.RecordAsync(app, "130727"));
        await app.SequenceAsync();

        Actor?[] everybody = [.. here.Everybody, TestApp.Operator, null];
        foreach (var (question, make) in Questions)
        {
            var restricted = IsRestricted(question) && !OfPublicRegisters.Contains(question);
            foreach (var message in make(there))
            {
                foreach (var actor in restricted ? [.. here.Everybody] : everybody)
                {
                    var (answer, refused) = await AnswerAsync(app, actor, message);
                    // A refusal may say again what it was asked with, and nothing is told by that.
                    var asked = refused ? message.ToString()! : "";
                    Assert.Empty((restricted ? there.Identifiers : there.People).Where(id => answer.Contains(id, StringComparison.OrdinalIgnoreCase) && !asked.Contains(id, StringComparison.OrdinalIgnoreCase)).Select(id => $"{message} told {actor?.Account} {id}"));
                    Assert.DoesNotContain(there.Corner.Longitude.ToString(System.Globalization.CultureInfo.InvariantCulture), answer, StringComparison.Ordinal);
                    Assert.False(Numbers(answer).Contains(there.Shipped), $"{message} told {actor?.Account} how much was sent.");
                }
            }
        }
    }

    /// <summary>What the test above looks for is there to be found: those whom it concerns are told.</summary>
    [Theory]
    [OnDatabases]
    public async Task Answers_ToTheCountysOwnPeople_NameWhatIsTheirs(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await County.ImportRegionsAsync(app);
        var county = await County.RecordAsync(app, "130722");
        await app.SequenceAsync();

        foreach (var (question, make) in Questions.Where(q => IsRestricted(q.Key) && !OfTheDeployment.Contains(q.Key) && !WithoutRows.Contains(q.Key)))
        {
            var answers = new List<string>();
            foreach (var message in make(county))
            {
                foreach (var actor in county.Everybody.Append(TestApp.Operator))
                    answers.Add(await AskAsync(app, actor, message));
            }

            Assert.True(answers.Exists(a => county.Identifiers.Concat(county.InRegisters).Any(id => a.Contains(id, StringComparison.OrdinalIgnoreCase))), $"{question.Name} tells nobody anything.");
        }
    }

    private static bool IsRestricted(Type question) =>
        question.IsAssignableTo(typeof(IRestricted)) && !ReferenceEquals(question.GetProperty(nameof(IRestricted.AllowedTo))!.GetValue(obj: null), Audience.Everybody);

    private static async Task<string> AskAsync(TestApp app, Actor? actor, IMessage message) => (await AnswerAsync(app, actor, message)).Answer;

    private static async Task<(string Answer, bool Refused)> AnswerAsync(TestApp app, Actor? actor, IMessage message)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Actor = actor;
        var answer = (await scope.ServiceProvider.GetRequiredService<ISender>().Send(message, TestContext.Current.CancellationToken))!;
        var told = answer switch
        {
            IProblematic { Problem: { } problem } => problem,
            _ when answer.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Result<>) => type.GetProperty(nameof(Result<>.Value))!.GetValue(answer)!,
            _ => answer,
        };
        return (told is ProofBundle bundle ? Encoding.UTF8.GetString(bundle.ToJson()) : JsonSerializer.Serialize(told, told.GetType(), AppJson.Api), told is Problem);
    }

    private static IEnumerable<decimal> Numbers(string json)
    {
        return JsonNode.Parse(json) is { } node ? Of(node) : [];

        static IEnumerable<decimal> Of(JsonNode node) => node switch
        {
            JsonObject members => members.Where(m => m.Value is not null).SelectMany(m => Of(m.Value!)),
            JsonArray items => items.Where(i => i is not null).SelectMany(i => Of(i!)),
            _ => decimal.TryParse(node.ToString(), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var number) ? [number] : [],
        };
    }
}
