using System.Data.Common;
using Traceability.App.Data;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Access;

/// <summary>
/// Makes an actor of the rows of a lookup that joined a key or a session with what the log says now. A question for both begins with
/// the same seven columns: account, operator, then USCC, GLN and region of the organisation, roles there, region supervised.
/// </summary>
internal sealed class ActorReader
{
    public const int Columns = 7;

    private readonly List<Role> _roles = [];
    private readonly List<RegionCode> _regions = [];
    private string? _account;
    private ActingOrganisation? _organisation;

    public void Take(DbDataReader row)
    {
        if (_account is null)
        {
            _account = row.GetString(0);
            if (row.GetBoolean(1))
                _roles.Add(Role.Operator);
            if (!row.IsDBNull(2))
            {
                _organisation = new(UnifiedSocialCreditCode.Parse(row.GetString(2)), Gln.Parse(row.GetString(3)), RegionCode.Parse(row.GetString(4)));
                _roles.AddRange(RolesConverter.Read(row.GetString(5)));
            }
        }

        if (!row.IsDBNull(6))
            _regions.Add(RegionCode.Parse(row.GetString(6)));
    }

    /// <param name="scope">The only roles that count; null for all.</param>
    /// <returns>Null where no authority is left.</returns>
    public Actor? Actor(IReadOnlyList<Role>? scope)
    {
        if (_regions.Count > 0)
            _roles.Add(Role.Supervisor);
        var roles = scope is null ? _roles : _roles.FindAll(scope.Contains);
        return _account is null || roles.Count == 0 ? null : new Actor(_account, roles, _organisation, roles.Contains(Role.Supervisor) ? _regions : []);
    }
}
