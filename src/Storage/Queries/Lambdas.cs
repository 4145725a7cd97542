using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace Experiments.Storage.Queries;

/// <summary>Composes functions in the form in which queries are translated.</summary>
internal static class Lambdas
{
    /// <summary>Returns a function that applies <paramref name="next"/> to the result of another one.</summary>
    public static Expression<Func<TFrom, TTo>> Then<TFrom, TBetween, TTo>(
        this Expression<Func<TFrom, TBetween>> first, Expression<Func<TBetween, TTo>> next) =>
        Expression.Lambda<Func<TFrom, TTo>>(
            ReplacingExpressionVisitor.Replace(next.Parameters[0], first.Body, next.Body), first.Parameters);

    /// <summary>
    /// Returns a function that applies <paramref name="join"/> to the results of two others for the same argument.
    /// </summary>
    public static Expression<Func<TFrom, TTo>> With<TFrom, TFirst, TSecond, TTo>(
        this Expression<Func<TFrom, TFirst>> first, Expression<Func<TFrom, TSecond>> second,
        Expression<Func<TFirst, TSecond, TTo>> join)
    {
        var other = ReplacingExpressionVisitor.Replace(second.Parameters[0], first.Parameters[0], second.Body);
        var body = ReplacingExpressionVisitor.Replace(join.Parameters[0], first.Body, join.Body);
        return Expression.Lambda<Func<TFrom, TTo>>(
            ReplacingExpressionVisitor.Replace(join.Parameters[1], other, body), first.Parameters);
    }

    /// <summary>Returns the condition that both conditions are true.</summary>
    public static Expression<Func<T, bool>> And<T>(
        this Expression<Func<T, bool>> first, Expression<Func<T, bool>> second) =>
        first.With(second, (a, b) => a && b);

    /// <summary>Returns the condition that one of two conditions is true.</summary>
    public static Expression<Func<T, bool>> Or<T>(
        this Expression<Func<T, bool>> first, Expression<Func<T, bool>> second) =>
        first.With(second, (a, b) => a || b);

    /// <summary>Returns the condition that a condition is false.</summary>
    public static Expression<Func<T, bool>> Not<T>(this Expression<Func<T, bool>> condition) =>
        Expression.Lambda<Func<T, bool>>(Expression.Not(condition.Body), condition.Parameters);
}
