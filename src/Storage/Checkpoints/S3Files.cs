using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>
/// Objects in an S3-compatible store. Address, region and credentials come from the environment variables and files of
/// the AWS SDK. Only this class uses the SDK, so that it is loaded only if a bucket is configured.
/// </summary>
internal sealed class S3Files : ICheckpointFiles, IDisposable
{
    /// <summary>The size of the parts of a large object, in bytes. An object has at most 10,000 of them.</summary>
    private const long PartSize = 32 << 20;

    private readonly S3Location _location;
    private readonly AmazonS3Client _client;

    internal S3Files(S3Location location, AmazonS3Client client) => (_location, _client) = (location, client);

    /// <summary>Opens a bucket with the settings of the environment. Sends no request.</summary>
    /// <exception cref="UserErrorException">There is no region.</exception>
    public static S3Files Open(S3Location location)
    {
        var hasEndpoint = new[] { "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL" }
            .Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });
        try
        {
            return new(location, new AmazonS3Client(new AmazonS3Config
            {
                // Other stores than Amazon's seldom have a host name for each bucket, nor know all checksums.
                ForcePathStyle = hasEndpoint,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            }));
        }
        catch (AmazonClientException fault)
        {
            throw new UserErrorException(
                $"'{location}' cannot be used: {fault.Message.TrimEnd('.')}; set AWS_REGION, or "
                + "AWS_ENDPOINT_URL_S3 for another store than Amazon's", fault);
        }
    }

    public string Place => $"'{_location}'";

    public async Task CheckAsync(CancellationToken cancel)
    {
        var probe = KeyOf($".probe-{Guid.NewGuid():N}");
        await AskAsync(() => _client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _location.Bucket,
                Key = probe,
                ContentBody = "probe",
                UseChunkEncoding = false,
            }, cancel));
        await AskAsync(() => _client.DeleteObjectAsync(_location.Bucket, probe, cancel));
    }

    public async Task<byte[]> WriteAsync(string name, CheckpointContent content, CancellationToken cancel)
    {
        byte[] hash;
        await using (var stream = content.OpenRead()) hash = await HashingCopy.RunAsync(stream, Stream.Null, cancel);
        await using var body = content.OpenRead();
        if (content.Length > PartSize) await WritePartsAsync(KeyOf(name), body, content.Length, cancel);
        else
            await AskAsync(() => _client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = _location.Bucket,
                    Key = KeyOf(name),
                    InputStream = body,
                    AutoCloseStream = false,
                    UseChunkEncoding = false,
                }, cancel));
        return hash;
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancel)
    {
        try
        {
            var response = await AskAsync(() => _client.GetObjectAsync(_location.Bucket, KeyOf(name), cancel));
            return new StoredStream(response.ResponseStream, response, Place);
        }
        catch (UserErrorException fault) when (fault.InnerException is AmazonS3Exception { ErrorCode: "NoSuchKey" })
        {
            return null;
        }
    }

    public async Task DeleteAsync(string name)
    {
        try
        {
            await AskAsync(() => _client.DeleteObjectAsync(_location.Bucket, KeyOf(name)));
        }
        catch (Exception fault) when (fault is UserErrorException or StoreUnreachableException)
        {
            // An object that stays only takes up space.
        }
    }

    public async IAsyncEnumerable<StoredFile> ListAsync(
        DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListObjectsV2Request { BucketName = _location.Bucket, Prefix = _location.Prefix };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync(() => _client.ListObjectsV2Async(request, cancel));
            foreach (var one in page.S3Objects ?? [])
                if (one.LastModified < before.UtcDateTime)
                    yield return new(one.Key[_location.Prefix.Length..], one.Size ?? 0);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public async Task DeletePartialAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var request = new ListMultipartUploadsRequest { BucketName = _location.Bucket, Prefix = _location.Prefix };
        var page = await AskAsync(() => _client.ListMultipartUploadsAsync(request, cancel));
        foreach (var upload in page.MultipartUploads ?? [])
            if (upload.Initiated < before.UtcDateTime)
                await AskAsync(() => _client.AbortMultipartUploadAsync(
                    _location.Bucket, upload.Key, upload.UploadId, cancel));
    }

    public void Dispose() => _client.Dispose();

    private async Task WritePartsAsync(string key, Stream body, long length, CancellationToken cancel)
    {
        var upload = (await AskAsync(() => _client.InitiateMultipartUploadAsync(
            _location.Bucket, key, cancel))).UploadId;
        try
        {
            var parts = new List<PartETag>();
            for (long at = 0; at < length; at += PartSize)
            {
                var number = parts.Count + 1;
                var part = new UploadPartRequest
                {
                    BucketName = _location.Bucket,
                    Key = key,
                    UploadId = upload,
                    PartNumber = number,
                    PartSize = Math.Min(PartSize, length - at),
                    InputStream = body,
                    UseChunkEncoding = false,
                };
                body.Position = at;
                parts.Add(new PartETag(number, (await AskAsync(() => _client.UploadPartAsync(part, cancel))).ETag));
            }

            await AskAsync(() => _client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = _location.Bucket,
                    Key = key,
                    UploadId = upload,
                    PartETags = parts,
                }, cancel));
        }
        catch
        {
            // Parts take up space that no list of objects shows.
            await ((Task)_client.AbortMultipartUploadAsync(_location.Bucket, key, upload, CancellationToken.None))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private string KeyOf(string name) => _location.Prefix + name;

    private async Task<T> AskAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (AmazonServiceException fault) when (
            fault is not AmazonS3Exception
            || fault.StatusCode is HttpStatusCode.TooManyRequests or 0 || (int)fault.StatusCode >= 500)
        {
            throw new StoreUnreachableException($"{Place} does not answer: {fault.Message}", fault);
        }
        catch (AmazonS3Exception fault) when (Refusal(fault) is (var problem, var remedy))
        {
            throw new StoreUnreachableException($"{Place} {problem}", fault, remedy);
        }
        catch (AmazonS3Exception fault)
        {
            throw new UserErrorException($"{Place} cannot be used: {fault.Message.TrimEnd('.')}", fault);
        }
        catch (AmazonClientException fault)
        {
            throw new StoreUnreachableException(
                $"{Place} cannot be used: {FirstSentence(fault.Message)}", fault,
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or another of the AWS SDK's sources of credentials");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TimeoutException)
        {
            throw new StoreUnreachableException($"{Place} cannot be reached: {fault.Message}", fault);
        }
    }

    // The SDK goes on with a line for each source of credentials that it tried.
    private static string FirstSentence(string message) =>
        message.Split('\n')[0].Split(". ")[0].TrimEnd('.', '\r');

    /// <summary>Returns what an administrator has to change, or null if the request itself was wrong.</summary>
    private static (string Problem, string Remedy)? Refusal(AmazonS3Exception fault) => fault.ErrorCode switch
    {
        "NoSuchBucket" => (
            "does not exist", $"create the bucket, or name another in {CheckpointOptions.Variable}"),
        "AccessDenied" => (
            "refuses access", "allow these credentials to get, put, list and delete objects there"),
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" => (
            "refuses the credentials", "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
        _ => null,
    };
}
