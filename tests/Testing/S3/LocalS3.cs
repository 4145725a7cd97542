using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Experiments.Testing.S3;

/// <summary>
/// A small S3 server in this process with one bucket: what is used of the protocol, addressed by path.
/// </summary>
public sealed class LocalS3 : IAsyncDisposable
{
    public const string Bucket = "bucket";

    private static readonly XNamespace Names = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (byte[] Data, DateTime At)> _objects = new();
    private readonly ConcurrentDictionary<string, Upload> _uploads = new();

    private LocalS3(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>The keys of all objects.</summary>
    public IEnumerable<string> Keys => _objects.Keys.Order(StringComparer.Ordinal);

    /// <summary>The number of uploads in parts that are neither completed nor aborted.</summary>
    public int Uploads => _uploads.Count;

    /// <summary>The number of parts that were uploaded.</summary>
    public int Parts { get; private set; }

    /// <summary>The code and status with which all requests are refused, or null.</summary>
    public (string Code, int Status)? Refusal { get; set; }

    public static async Task<LocalS3> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new LocalS3(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Makes an object or upload older.</summary>
    public void Age(TimeSpan by)
    {
        foreach (var (key, (data, at)) in _objects) _objects[key] = (data, at - by);
        foreach (var upload in _uploads.Values) upload.At -= by;
    }

    /// <summary>Returns an object, or null if there is none with this key.</summary>
    public byte[]? Find(string key) => _objects.TryGetValue(key, out var found) ? found.Data : null;

    public void Put(string key, byte[] data) => _objects[key] = (data, DateTime.UtcNow);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        var path = request.Path.Value!.TrimStart('/').Split('/', 2);
        var key = path.Length == 2 ? path[1] : "";
        var query = request.Query;
        if (Refusal is var (code, status)) await RefuseAsync(http, code, status);
        else if (!request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256", StringComparison.Ordinal))
            await RefuseAsync(http, "AccessDenied", 403);
        else if (path[0] != Bucket) await RefuseAsync(http, "NoSuchBucket", 404);
        else if (key.Length == 0)
            await (query.ContainsKey("uploads") ? ListUploadsAsync(http) : ListAsync(http, query["prefix"].ToString()));
        else if (query.TryGetValue("uploadId", out var id))
            await ForUploadAsync(http, key, id.ToString());
        else await ForObjectAsync(http, key);
    }

    private async Task ForObjectAsync(HttpContext http, string key)
    {
        switch (http.Request.Method)
        {
            case "PUT":
                var data = await ReadAsync(http);
                _objects[key] = (data, DateTime.UtcNow);
                http.Response.Headers.ETag = TagOf(data);
                break;
            case "POST":
                var id = Guid.NewGuid().ToString("N");
                _uploads[id] = new Upload(key);
                await WriteAsync(http, "InitiateMultipartUploadResult", new XElement(Names + "UploadId", id));
                break;
            case "GET" when _objects.TryGetValue(key, out var found):
                http.Response.ContentLength = found.Data.Length;
                http.Response.Headers.ETag = TagOf(found.Data);
                await http.Response.Body.WriteAsync(found.Data);
                break;
            case "DELETE":
                _objects.TryRemove(key, out _);
                http.Response.StatusCode = 204;
                break;
            default:
                await RefuseAsync(http, "NoSuchKey", 404);
                break;
        }
    }

    private async Task ForUploadAsync(HttpContext http, string key, string id)
    {
        if (!_uploads.TryGetValue(id, out var upload))
        {
            await RefuseAsync(http, "NoSuchUpload", 404);
            return;
        }

        switch (http.Request.Method)
        {
            case "PUT":
                var part = await ReadAsync(http);
                upload.Parts[int.Parse(http.Request.Query["partNumber"]!, CultureInfo.InvariantCulture)] = part;
                Parts++;
                http.Response.Headers.ETag = TagOf(part);
                break;
            case "POST":
                _objects[key] = (upload.Join(), DateTime.UtcNow);
                _uploads.TryRemove(id, out _);
                await WriteAsync(
                    http, "CompleteMultipartUploadResult", new XElement(Names + "Key", key),
                    new XElement(Names + "ETag", TagOf(_objects[key].Data)));
                break;
            default:
                _uploads.TryRemove(id, out _);
                http.Response.StatusCode = 204;
                break;
        }
    }

    private Task ListAsync(HttpContext http, string prefix) => WriteAsync(
        http, "ListBucketResult",
        [
            new XElement(Names + "IsTruncated", "false"),
            .. _objects.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair =>
                new XElement(
                    Names + "Contents", new XElement(Names + "Key", pair.Key),
                    new XElement(Names + "LastModified", TimeOf(pair.Value.At)),
                    new XElement(Names + "Size", pair.Value.Data.Length))),
        ]);

    private Task ListUploadsAsync(HttpContext http) => WriteAsync(
        http, "ListMultipartUploadsResult",
        [
            new XElement(Names + "IsTruncated", "false"),
            .. _uploads.Select(pair => new XElement(
                Names + "Upload", new XElement(Names + "Key", pair.Value.Key),
                new XElement(Names + "UploadId", pair.Key),
                new XElement(Names + "Initiated", TimeOf(pair.Value.At)))),
        ]);

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private static Task WriteAsync(HttpContext http, string root, params object[] content)
    {
        http.Response.ContentType = "application/xml";
        return http.Response.WriteAsync(new XElement(Names + root, content).ToString());
    }

    private static Task RefuseAsync(HttpContext http, string code, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/xml";
        return http.Response.WriteAsync(
            new XElement("Error", new XElement("Code", code), new XElement("Message", $"refused: {code}")).ToString());
    }

    // Clients compare the tag with the MD5 of what they sent.
    [SuppressMessage("Security", "CA5351", Justification = "The protocol asks for it.")]
    private static string TagOf(byte[] data) => $"\"{Convert.ToHexStringLower(MD5.HashData(data))}\"";

    private static string TimeOf(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private sealed class Upload(string key)
    {
        public string Key => key;

        public DateTime At { get; set; } = DateTime.UtcNow;

        public ConcurrentDictionary<int, byte[]> Parts { get; } = new();

        public byte[] Join()
        {
            using var whole = new MemoryStream(Parts.Values.Sum(part => part.Length));
            foreach (var (_, part) in Parts.OrderBy(pair => pair.Key)) whole.Write(part);
            return whole.ToArray();
        }
    }
}
