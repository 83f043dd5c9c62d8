namespace Traceability.Postgres;

/// <summary>The numbers of PostgreSQL's advisory locks that the product takes in its database.</summary>
internal static class AdvisoryLocks
{
    public const long Migration = 0x7472_6163_6500_0001;
    public const long Leader = 0x7472_6163_6500_0002;
    public const long Scratch = 0x7472_6163_6500_0003;
}
