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

    /// <summary>Returns the condition that both conditions are true.</summary>
    public static Expression<Func<T, bool>> And<T>(
        this Expression<Func<T, bool>> first, Expression<Func<T, bool>> second) =>
        Join(first, second, Expression.AndAlso);

    /// <summary>Returns the condition that one of two conditions is true.</summary>
    public static Expression<Func<T, bool>> Or<T>(
        this Expression<Func<T, bool>> first, Expression<Func<T, bool>> second) =>
        Join(first, second, Expression.OrElse);

    /// <summary>Returns the condition that a condition is false.</summary>
    public static Expression<Func<T, bool>> Not<T>(this Expression<Func<T, bool>> condition) =>
        Expression.Lambda<Func<T, bool>>(Expression.Not(condition.Body), condition.Parameters);

    private static Expression<Func<T, bool>> Join<T>(
        Expression<Func<T, bool>> first, Expression<Func<T, bool>> second,
        Func<Expression, Expression, BinaryExpression> join) =>
        Expression.Lambda<Func<T, bool>>(
            join(
                first.Body,
                ReplacingExpressionVisitor.Replace(second.Parameters[0], first.Parameters[0], second.Body)),
            first.Parameters);
}
