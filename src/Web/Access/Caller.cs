using Experiments.Changes.Access;
using Experiments.Storage.Access;
using Experiments.Storage.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Experiments.Web.Access;

/// <summary>Who sends a request.</summary>
/// <param name="Author">Who the changes that it makes are recorded for.</param>
/// <param name="Role">What the caller may do.</param>
internal sealed record Caller(Author Author, Role Role)
{
    private const string Database = "the database's token";

    /// <summary>A program with the token of the database: who can read that may do anything.</summary>
    public static Caller OfDatabase { get; } = new(new Author(Database, "token"), Role.Admin);

    /// <summary>A page that was let in by who may use the database.</summary>
    public static Caller OfPage { get; } = new(new Author(Database, "page"), Role.Admin);

    /// <summary>A program or page with the token of a person.</summary>
    public static Caller OfPerson(TokenHolder holder) =>
        new(new Author(holder.Person, $"token {holder.TokenId}"), holder.Role);

    /// <summary>Returns who sends a request that was let in.</summary>
    public static Caller Of(HttpContext context) => context.Features.GetRequiredFeature<Caller>();
}
