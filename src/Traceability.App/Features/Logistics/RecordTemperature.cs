using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Entries;
using Traceability.App.Files;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Products;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Logistics;

/// <summary>What a logger read during a leg. It is held against the range the products are stored in, or the one declared.</summary>
/// <param name="TargetMinCelsius">Together with the maximum: a range that is narrower than the products' own, or theirs where they have none.</param>
/// <param name="LoggerFile">The logger's own file, stored before.</param>
public sealed record RecordTemperature(
    Guid Leg, IReadOnlyList<ReadTemperature> Readings, decimal? TargetMinCelsius = null, decimal? TargetMaxCelsius = null, FileHash? LoggerFile = null, Guid? Corrects = null)
    : IRecordingCommand<TemperatureAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("shipment")]
    public Guid Shipment { get; init; }
}

public sealed record ReadTemperature(DateTimeOffset At, decimal Celsius);

/// <param name="Breaches">The spans out of range, in the order of time; while they are not closed the page asks to look.</param>
public sealed record TemperatureAnswer(Guid Recording, IReadOnlyList<TemperatureBreach> Breaches, IReadOnlyList<Receipt> Receipts);

internal sealed class RecordTemperatureValidator : AbstractValidator<RecordTemperature>
{
    public RecordTemperatureValidator()
    {
        RuleFor(c => c.Readings).Must(r => r.Count is > 0 and <= TemperatureCurve.MostReadings)
            .WithErrorCode("temperature.readings").WithMessage("A recording has 1 to 500 readings: record more in parts.");
        RuleForEach(c => c.Readings).ChildRules(r => r.RuleFor(x => x.Celsius).Must(IsOfHundredths)
            .WithErrorCode("temperature.form").WithMessage("A temperature in °C has at most two decimals."));
        RuleFor(c => c.TargetMinCelsius).Must(c => c is null || (IsOfHundredths(c.Value) && IsPossible(c.Value))).WithErrorCode("temperature.form").WithMessage("A temperature in °C has at most two decimals.");
        RuleFor(c => c.TargetMaxCelsius).Must(c => c is null || (IsOfHundredths(c.Value) && IsPossible(c.Value))).WithErrorCode("temperature.form").WithMessage("A temperature in °C has at most two decimals.");
    }

    private static bool IsOfHundredths(decimal celsius) => decimal.Round(celsius, 2) == celsius;

    private static bool IsPossible(decimal celsius) => celsius is >= TemperatureCurve.Coldest and <= TemperatureCurve.Warmest;
}

internal sealed class RecordTemperatureHandler(WriteSession session, Scopes scopes) : ICommandHandler<RecordTemperature, Result<TemperatureAnswer>>
{
    public async ValueTask<Result<TemperatureAnswer>> Handle(RecordTemperature command, CancellationToken cancellationToken)
    {
        var scope = scopes.On(session.Db);
        if (await scope.FindShipmentAsync(command.Shipment, cancellationToken) is not { } shipment)
            return ShipmentProblems.Unknown;
        if (!scope.IsPartyOf(shipment))
            return ShipmentProblems.NotOfYours;
        if (command.LoggerFile is { } file && StoredFiles.WhyNotName(session, file, "loggerFile") is { } notStored)
            return notStored;
        var stored = await StoredAsync(shipment);
        var declared = new TemperatureRange(command.TargetMinCelsius, command.TargetMaxCelsius);
        if (!declared.IsOpen && !declared.IsWithin(stored))
            return TemperatureProblems.Wider(declared, stored);
        var made = TemperatureCurve.Of([.. command.Readings.Select(r => new TemperatureReading(r.At, r.Celsius))], declared.IsOpen ? stored : declared);
        if (made.Failed(out var curve))
            return made.Problem;
        if (session.Occurred(curve.Readings[^1].At) is var time && time.Failed(out var occurred))
            return time.Problem.On("readings");

        if (await Corrections.CorrectAsync<TemperatureRecorded>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        var recording = session.NewId();
        var decided = shipment.AddTemperature(recording, command.Leg, curve, command.LoggerFile);
        if (decided.Failed(out var read))
            return decided.Problem;
        var receipt = await session.RecordAsync(read, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new TemperatureAnswer(recording, read.Breaches, [.. voided, recorded]);
    }

    /// <summary>What all products of the load can be stored in together.</summary>
    private async ValueTask<TemperatureRange> StoredAsync(Shipment shipment)
    {
        var range = default(TemperatureRange);
        foreach (var product in shipment.Items.Select(i => i.Batch[..i.Batch.IndexOf("/10/", StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal))
        {
            var known = (await session.FindAsync<Product>(product))!;
            range = range.And(new TemperatureRange(known.StoreMinCelsius, known.StoreMaxCelsius));
        }

        return range;
    }
}

public static class RecordTemperatureRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RecordTemperature, TemperatureAnswer>("/api/shipments/{id}/temperatures", a => a.Receipts[^1].StateUrl, (command, id) => command with { Shipment = id });
}
