using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Net;
using Experiments.Training.Datasets;
using Experiments.Training.Datasets.Idx;

namespace Experiments.Training.Tests.Support;

/// <summary>A dataset of four small IDX files, a folder to put them in, and a mirror that has them.</summary>
internal sealed class TinyIdx : HttpMessageHandler
{
    private const int Train = 12;
    private const int Test = 6;

    public TinyIdx(string? sha256 = null) => Source = new(
        "tiny", [new Uri("https://first.test/"), new Uri("https://second.test/")],
        new("train-images", Train, HoldsLabels: false, sha256), new("train-labels", Train, HoldsLabels: true, null),
        new("test-images", Test, HoldsLabels: false, null), new("test-labels", Test, HoldsLabels: true, null));

    public IdxSource Source { get; }

    public string Root { get; } = Directory.CreateTempSubdirectory("experiments-idx-").FullName;

    public string Data => Path.Combine(Root, "data");

    public string Cache => Path.Combine(Root, "cache");

    /// <summary>Returns the response of a mirror to a file's name, or null for 404.</summary>
    public Func<Uri, byte[]?> Mirror { get; set; } = _ => null;

    public ImmutableList<Uri> Asked { get; private set; } = [];

    public static byte[] Images(int count) =>
        [0, 0, 8, 3, .. Number(count), .. Number(28), .. Number(28), .. Pixels(count)];

    public static byte[] Labels(int count) =>
        [0, 0, 8, 1, .. Number(count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 10))];

    public static byte[] Compressed(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(plain);
        return packed.ToArray();
    }

    /// <summary>The right content of a file, by its name.</summary>
    public static byte[] Content(string name)
    {
        var count = name.StartsWith("train", StringComparison.Ordinal) ? Train : Test;
        return name.Contains("labels", StringComparison.Ordinal) ? Labels(count) : Images(count);
    }

    /// <summary>A mirror that has all files.</summary>
    public static byte[] Whole(Uri uri) => Compressed(Content(uri.Segments[^1]));

    public string Put(string folder, string name, byte[] content)
    {
        var path = Path.Combine(folder, "tiny", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void PutAll(string folder, bool compressed)
    {
        foreach (var name in new[] { "train-images", "train-labels", "test-images", "test-labels" })
            Put(folder, compressed ? name + ".gz" : name, compressed ? Compressed(Content(name)) : Content(name));
    }

    public Task<ImageDataset> LoadAsync(IProgress<string>? progress = null)
    {
        var store = new IdxStore(
            new TrainingOptions { DataFolder = Data, CacheFolder = Cache },
            new IdxDownload(new HttpClient(this, disposeHandler: false), TimeProvider.System));
        return store.LoadAsync(Source, progress ?? new Progress<string>(), CancellationToken.None);
    }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (this)
            Asked = Asked.Add(request.RequestUri!);
        var body = Mirror(request.RequestUri!);
        return Task.FromResult(body is null
            ? new HttpResponseMessage(HttpStatusCode.NotFound)
            : new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) });
    }

    protected override void Dispose(bool disposing)
    {
        Directory.Delete(Root, recursive: true);
        base.Dispose(disposing);
    }

    private static byte[] Pixels(int count) => [.. Enumerable.Range(0, count * 784).Select(i => (byte)(i * 7))];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
