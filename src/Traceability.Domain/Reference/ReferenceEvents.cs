using Traceability.Domain.Values;

namespace Traceability.Domain.Reference;

/// <summary>Limits of residues and contaminants were imported; the register follows from the rows.</summary>
[EventType("limits.imported", 1)]
public sealed record LimitsImported : DomainEvent
{
    [Public] public required string Edition { get; init; }
    /// <summary>SHA-256 of <see cref="Rows"/> as compact JSON, lower hex.</summary>
    [Public] public required string FileSha256 { get; init; }
    [Public] public required int Count { get; init; }
    [Disclosed] public IReadOnlyList<LimitRow>? Rows { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Limits];
}

/// <summary>What a limit is of: the food as it is, its dry matter, its fat.</summary>
public enum LimitBasis { Fresh, Dry, Fat }

/// <summary>The most of an analyte that a standard allows in a class of food.</summary>
/// <param name="Standard">Its number without the year: GB 2763.</param>
/// <param name="Edition">Its year.</param>
/// <param name="ValidFrom">First day of the edition.</param>
/// <param name="Analyte">Its name in the standard.</param>
/// <param name="Unit">As the standard writes it: mg/kg.</param>
/// <param name="Methods">Standards of the methods it is tested by, separated by semicolons.</param>
/// <param name="Source">Where the row was read.</param>
/// <param name="ValidTo">Last day of the edition; while there is none, the next edition ends it.</param>
/// <param name="Exclusive">Whether the value itself is already too much.</param>
/// <param name="Verify">Nobody has read it in the standard yet: whoever shows the limit says so.</param>
public sealed record LimitRow(
    string Standard, string Edition, DateOnly ValidFrom, FoodClass FoodClass, string Analyte, decimal Value, string Unit, string Source,
    DateOnly? ValidTo = null, string? AnalyteEn = null, string? Methods = null, LimitBasis Basis = LimitBasis.Fresh, bool Exclusive = false, bool Verify = false);

/// <summary>Pesticides were imported: their names, where their use is banned, the intervals of labels.</summary>
[EventType("pesticides.imported", 1)]
public sealed record PesticidesImported : DomainEvent
{
    [Public] public required string Edition { get; init; }
    /// <summary>SHA-256 of <see cref="Rows"/> as compact JSON, lower hex.</summary>
    [Public] public required string FileSha256 { get; init; }
    [Public] public required int Count { get; init; }
    [Disclosed] public IReadOnlyList<PesticideRow>? Rows { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Pesticides];
}

public enum PesticideRowKind { Name, Ban, Interval }

/// <summary>One row of the register of pesticides, of one of three kinds.</summary>
/// <param name="Ingredient">Chinese common name (GB 4839) of the active ingredient.</param>
/// <param name="Alias">Of a name: another one, as in English.</param>
/// <param name="Crop">Of a ban: the crops it is banned on, all where left out. Of an interval: the registered crop.</param>
/// <param name="From">Of a ban and an interval: its first day, of use.</param>
/// <param name="To">Its last day of use.</param>
/// <param name="Days">Of an interval: days between the last use and the harvest.</param>
/// <param name="Notice">Of a ban: the notice that bans; of an interval: where it was read.</param>
/// <param name="Verify">Nobody has read it in its source yet.</param>
public sealed record PesticideRow(
    PesticideRowKind Kind, string Ingredient, string? Alias = null, FoodClass? Crop = null, DateOnly? From = null, DateOnly? To = null, int? Days = null, string? Notice = null, bool Verify = false);
