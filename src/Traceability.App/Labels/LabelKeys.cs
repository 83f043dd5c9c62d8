using System.Security.Cryptography;
using System.Text;

namespace Traceability.App.Labels;

/// <summary>The deployment's label key, from which every run's secret follows; its id stands in the run's entry.</summary>
public sealed class LabelKeys(byte[] master)
{
    public string KeyId { get; } = Convert.ToHexStringLower(SHA256.HashData([.. "traceability-label-key/v1"u8, .. master]))[..16];

    public SerialCodec ForRun(Guid run) =>
        new(HMACSHA256.HashData(master, Encoding.ASCII.GetBytes($"traceability-label-run/v1/{run:D}")));
}
