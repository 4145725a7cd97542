using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Experiments.Web.Page;

/// <summary>
/// The page: files without anything secret, which use the API. Every address that the page shows answers with the same
/// document, whose script reads the address.
/// </summary>
internal static class PageRoutes
{
    /// <summary>The root of the files and of the way in.</summary>
    public const string Root = "/page";

    private const string Document = "index.html";

    // Only scripts and styles from here, and no request to anywhere else; no text of a trial can become markup.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        + "trusted-types 'none'";

    /// <summary>Whether a path is one of the page.</summary>
    public static bool IsOfPage(PathString path) =>
        path == "/" || path.StartsWithSegments("/sweeps") || path.StartsWithSegments("/fleet")
        || path.StartsWithSegments("/learn") || path.StartsWithSegments(Root);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = PageFile.ReadAll();
        string[] addresses =
            ["/", "/sweeps/{sweep}", "/sweeps/{sweep}/trials/{trial:int}", "/fleet", "/learn", "/learn/{lesson}"];
        foreach (var address in addresses)
            routes.MapGet(address, (HttpContext context) => Answer(context, files[Document])).ExcludeFromDescription();
        foreach (var (path, file) in files)
            routes.MapGet($"{Root}/{path}", (HttpContext context) => Answer(context, file)).ExcludeFromDescription();
    }

    private static IResult Answer(HttpContext context, PageFile file)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        return TypedResults.Bytes(
            file.Content, file.Type, entityTag: new EntityTagHeaderValue(file.Tag));
    }
}
