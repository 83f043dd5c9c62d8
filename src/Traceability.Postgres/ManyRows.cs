using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Traceability.App.Data;

namespace Traceability.Postgres;

/// <summary>
/// Makes one statement of the many that put a row each into the same table: PostgreSQL spends more on a statement than on a row.
/// Its parameters become arrays; everything else stays as it is, in its order.
/// </summary>
internal static class ManyRows
{
    private const RegexOptions Plainly = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly Regex Values = new(@"^(?<into>INSERT INTO \w+ \([\w, ]+\)) VALUES \((?<row>@\w+(, @\w+)*)\)$", Plainly);
    private static readonly Regex Selected = new(@"^(?<into>INSERT INTO \w+ \(\w+\) SELECT \w+ FROM \w+ WHERE \w+) = (?<row>@\w+)$", Plainly);

    private static readonly ConcurrentDictionary<string, string?> Texts = new(StringComparer.Ordinal);

    public static IEnumerable<Statement> AtOnce(IReadOnlyList<Statement> statements)
    {
        foreach (var same in statements.GroupBy(s => s.Sql, StringComparer.Ordinal))
        {
            Statement[] rows = [.. same];
            // A column with gaps has no type of its own here.
            if (Texts.GetOrAdd(same.Key, Rewrite) is { } text && Array.TrueForAll(rows, row => Array.TrueForAll(row.Parameters, p => p.Value is not null)))
            {
                yield return new Statement(text, [.. rows[0].Parameters.Select((parameter, i) => (parameter.Name, (object?)Column(rows, i)))]);
                continue;
            }

            foreach (var row in rows)
                yield return row;
        }
    }

    /// <returns>The text for many rows, or null where it is not the writing of one row.</returns>
    private static string? Rewrite(string sql)
    {
        if (Values.IsMatch(sql))
            return Values.Replace(sql, "${into} SELECT * FROM unnest(${row})");
        return Selected.IsMatch(sql) ? Selected.Replace(sql, "${into} = ANY(${row})") : null;
    }

    private static Array Column(Statement[] rows, int number)
    {
        var column = Array.CreateInstance(rows[0].Parameters[number].Value!.GetType(), rows.Length);
        for (var i = 0; i < rows.Length; i++)
            column.SetValue(rows[i].Parameters[number].Value, i);
        return column;
    }
}
