using Traceability.App.Data;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Entries;

/// <summary>The product and the day that lot numbers of ours are counted for.</summary>
public readonly record struct LotDay(Gtin Gtin, DateOnly Day)
{
    internal (string Name, object? Value)[] Parameters => [("@gtin", Gtin.ToString()), ("@day", Day)];
}

/// <summary>The table that counts lots. Who takes a number holds its row until the end of the transaction.</summary>
internal static class LotCounter
{
    private const string TakeText =
        """
        INSERT INTO lot_sequence (gtin, day, next) VALUES (@gtin, @day, @count)
        ON CONFLICT (gtin, day) DO UPDATE SET next = lot_sequence.next + excluded.next RETURNING next
        """;

    private const string HoldText = "UPDATE lot_sequence SET next = next WHERE gtin = @gtin AND day = @day";

    private const string GiveBackText = "UPDATE lot_sequence SET next = next - @count WHERE gtin = @gtin AND day = @day";

    private const string ForgetText = "DELETE FROM lot_sequence WHERE gtin = @gtin AND day = @day AND next = 0";

    /// <summary>Takes numbers and gives the last of them.</summary>
    public static Statement Take(LotDay of, int count) => new(TakeText, [.. of.Parameters, ("@count", count)]);

    /// <summary>Holds the row as taking a number does, and takes none.</summary>
    public static Statement Hold(LotDay of) => new(HoldText, of.Parameters);

    /// <summary>Gives back the last numbers that the same transaction took.</summary>
    public static Statement GiveBack(LotDay of, int count) => new(GiveBackText, [.. of.Parameters, ("@count", count)]);

    /// <summary>Removes the row of a day on which no number was taken after all.</summary>
    public static Statement Forget(LotDay of) => new(ForgetText, of.Parameters);
}
