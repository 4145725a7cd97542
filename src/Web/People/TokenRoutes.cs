using System.ComponentModel;
using Experiments.Changes.Access;
using Experiments.Storage.Access;
using Experiments.Storage.Model;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Experiments.Web.Changing;
using Experiments.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.People;

/// <summary>The tokens of people.</summary>
internal static class TokenRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tokens", ListAsync).Reads(Role.Admin)
            .WithName("listTokens").WithTags("people")
            .WithSummary("Lists the tokens of people, without their secrets.");
        routes.MapPost("/tokens", CreateAsync).Changes(Role.Admin)
            .WithName("createToken").WithTags("people")
            .WithSummary("Creates a token for a person.")
            .WithDescription("The answer is the only one that contains the token: a hash of it is stored.");
        routes.MapDelete("/tokens/{token}", RevokeAsync).Changes(Role.Admin)
            .WithName("revokeToken").WithTags("people")
            .WithSummary("Revokes a token: it is refused from now on.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<TokenAnswer>>> ListAsync(
        AccessTokens tokens, CancellationToken cancel) =>
        TypedResults.Ok<IReadOnlyList<TokenAnswer>>([.. (await tokens.ListAsync(cancel)).Select(TokenAnswer.Of)]);

    private static async Task<Created<NewTokenAnswer>> CreateAsync(
        Fields<NewTokenFields> fields, TokenIssuing issuing, CancellationToken cancel)
    {
        var (id, token) = await issuing.CreateAsync(
            fields.Value.Person, fields.Value.Role, fields.Value.Lifetime(), cancel);
        return TypedResults.Created((string?)null, new NewTokenAnswer(id, token));
    }

    private static async Task<Ok<DoneAnswer>> RevokeAsync(
        [Description("The id of the token.")] string token, Fields<NoFields> _, TokenIssuing issuing,
        CancellationToken cancel) =>
        TypedResults.Ok(new DoneAnswer(await NotFoundException.ForAsync(() => issuing.RevokeAsync(token, cancel))));
}
