using System.Linq.Expressions;
using System.Reflection;

namespace Traceability.App.Data;

internal static class TextOrder
{
    private static readonly MethodInfo Compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    /// <summary>The rows whose text comes after another in the database's own order: the next page of a list by that text.</summary>
    public static IQueryable<T> After<T>(this IQueryable<T> rows, Expression<Func<T, string>> text, string last)
    {
        Expression<Func<string>> value = () => last;
        var comes = Expression.GreaterThan(Expression.Call(Compare, text.Body, value.Body), Expression.Constant(0));
        return rows.Where(Expression.Lambda<Func<T, bool>>(comes, text.Parameters));
    }
}
