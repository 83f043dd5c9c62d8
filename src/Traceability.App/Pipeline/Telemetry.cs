using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Traceability.App.Pipeline;

/// <summary>What the product says of its work to whoever listens. While nobody does, it costs next to nothing.</summary>
public static class Telemetry
{
    public const string Name = "Traceability.App";

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Commands by type and outcome: <c>recorded</c>, the code of the refusal, or <c>failed</c>.</summary>
    public static Counter<long> Commands { get; } = Meter.CreateCounter<long>("traceability.commands", "{command}", "Commands by type and outcome");

    public static Histogram<double> CommandTime { get; } = Meter.CreateHistogram<double>("traceability.command.duration", "s", "Time of a command, from its authorisation to its commit");

    /// <summary>Commands that wait for their turn to write.</summary>
    public static UpDownCounter<long> LaneWaiting { get; } = Meter.CreateUpDownCounter<long>("traceability.lane.waiting", "{command}", "Commands that wait for their turn to write");

    public static Histogram<int> LaneGroup { get; } = Meter.CreateHistogram<int>("traceability.lane.group", "{command}", "Commands in one commit");

    public static Counter<long> LaneGroupsFailed { get; } = Meter.CreateCounter<long>("traceability.lane.groups.failed", "{group}", "Groups of commands that failed together and went on one by one");

    public static Histogram<double> SequencerTurn { get; } = Meter.CreateHistogram<double>("traceability.sequencer.turn", "s", "Time in which entries got their place in the log");

    /// <summary>Scans by outcome: <c>noted</c>, or <c>lost</c> because they came faster than they are written.</summary>
    public static Counter<long> Scans { get; } = Meter.CreateCounter<long>("traceability.scans", "{scan}", "Scans by outcome");

    /// <summary>Label pages by where they came from: <c>memory</c> or <c>made</c>.</summary>
    public static Counter<long> Pages { get; } = Meter.CreateCounter<long>("traceability.label.pages", "{page}", "Label pages by where they came from");
}
