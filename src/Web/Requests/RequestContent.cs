using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Experiments.Web.Requests;

/// <summary>Reads the content of requests.</summary>
internal static class RequestContent
{
    /// <summary>The type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Returns the bytes of the content, which are UTF-8; none if there is no content.</summary>
    /// <param name="context">The request.</param>
    /// <param name="types">The types that the content may have.</param>
    /// <exception cref="BadHttpRequestException">The content has another type, or is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, params string[] types)
    {
        // Before the content is read: that of a form is refused even if it is empty, since pages of other sites can
        // send forms.
        if (context.Request.ContentType is { } given && !IsOneOf(given, types)) throw Refuse(types, $"'{given}'");
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        if (content.Length > 0 && context.Request.ContentType is null)
            throw Refuse(types, "without the header Content-Type");
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private static bool IsOneOf(string given, string[] types) =>
        MediaTypeHeaderValue.TryParse(given, out var type)
        && types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static BadHttpRequestException Refuse(string[] types, string given) => new(
        $"send no content, or content of the type {string.Join(" or ", types)} in UTF-8, not {given}",
        StatusCodes.Status415UnsupportedMediaType);
}
