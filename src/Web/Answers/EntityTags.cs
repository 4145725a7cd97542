using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Experiments.Web.Answers;

/// <summary>
/// Gives answers of reading routes an entity tag, the hash of their content, and answers 304 without content if the
/// client has it already.
/// </summary>
internal sealed class EntityTags(RequestDelegate next)
{
    /// <summary>Whether the client of a request says that it has the content with this tag.</summary>
    public static bool Knows(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method)
            || context.GetEndpoint()?.Metadata.GetMetadata<Streamed>() is not null)
        {
            await next(context);
            return;
        }

        var response = context.Response;
        var body = response.Body;
        using var content = new MemoryStream();
        response.Body = content;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }

        if (response.StatusCode == StatusCodes.Status200OK)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
            var tag = new EntityTagHeaderValue($"\"{hash[..32]}\"");
            response.Headers.CacheControl = "no-cache";
            response.GetTypedHeaders().ETag = tag;
            if (Knows(context.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentLength = null;
                response.Headers.Remove(HeaderNames.ContentType);
                return;
            }
        }

        content.Position = 0;
        await content.CopyToAsync(body, context.RequestAborted);
    }
}
