using System.Buffers.Binary;
using Traceability.App.Data;
using Traceability.Ledger;

namespace Traceability.App.Tests.Sequencing;

/// <summary>Puts numbered entries into the inbox, without facts: what sequencing sees of an entry is its leaf hash.</summary>
internal static class Inbox
{
    public static byte[] Bytes(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    public static MerkleHash[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => MerkleHashing.Leaf(Bytes(i)))];

    public static Task FillAsync(this IWriteLane lane, int from, int count) => lane.RunAsync(
        connection =>
        {
            for (var i = from; i < from + count; i++)
            {
                var id = new Guid(i, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);
                connection.Prepared.Command(
                    "INSERT INTO log_entry (id, leaf_hash, bytes) VALUES (@id, @leaf, @bytes)",
                    ("@id", id), ("@leaf", MerkleHashing.Leaf(Bytes(i)).ToArray()), ("@bytes", Bytes(i))).ExecuteNonQuery();
                connection.Prepared.Command(LogInbox.Insert, ("@id", id)).ExecuteNonQuery();
            }

            return ValueTask.FromResult((0, Keep: true));
        },
        TestContext.Current.CancellationToken);
}
