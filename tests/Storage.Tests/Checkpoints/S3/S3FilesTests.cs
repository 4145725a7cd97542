using Amazon.Runtime;
using Amazon.S3;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;
using Experiments.Testing.S3;

namespace Experiments.Storage.Tests.Checkpoints.S3;

public sealed class S3FilesTests : CheckpointFilesSuite
{
    private LocalS3 _server = null!;

    private protected override async Task<ICheckpointFiles> OpenAsync()
    {
        _server = await LocalS3.StartAsync();
        return new S3Files(new S3Location(LocalS3.Bucket, "runs/"), ClientOf(_server.Address));
    }

    protected override void Age(TimeSpan by) => _server.Age(by);

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Write_LargeContent_IsUploadedInParts()
    {
        await Files.WriteAsync("s/0-1-1.checkpoint", new byte[70 << 20], Cancel);
        (_server.Parts, _server.Uploads).ShouldBe((3, 0));
        _server.Keys.ShouldBe(["runs/s/0-1-1.checkpoint"]);
    }

    [Fact]
    public async Task List_ObjectsOfOthersInTheBucket_AreNotNamed()
    {
        _server.Put("others/s/0-1-1.checkpoint", [1]);
        (await Files.ListAsync(DateTimeOffset.UtcNow.AddDays(1), Cancel).ToListAsync(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("NoSuchBucket", 404, "does not exist; create the bucket")]
    [InlineData("AccessDenied", 403, "refuses access; allow these credentials")]
    [InlineData("InvalidAccessKeyId", 403, "refuses the credentials; check AWS_ACCESS_KEY_ID")]
    public async Task Check_StoreThatRefuses_SaysWhatToDo(string code, int status, string sentence)
    {
        _server.Refusal = (code, status);
        var fault = await Should.ThrowAsync<StoreUnreachableException>(() => Files.CheckAsync(Cancel));
        DatabaseFaults.Explain("the database", fault)!.Message.ShouldStartWith($"'s3://bucket/runs' {sentence}");
    }

    [Fact]
    public async Task Open_ServerFails_IsUnreachableAndNotAMissingFile()
    {
        _server.Refusal = ("InternalError", 500);
        await Should.ThrowAsync<StoreUnreachableException>(() => Files.OpenAsync("s/0-1-1.checkpoint", Cancel));
    }

    [Fact]
    public async Task Open_NoServer_IsUnreachable()
    {
        await _server.DisposeAsync();
        await Should.ThrowAsync<StoreUnreachableException>(() => Files.OpenAsync("s/0-1-1.checkpoint", Cancel));
    }

    [Theory]
    [InlineData("s3://b", "b", "")]
    [InlineData("s3://b/", "b", "")]
    [InlineData("s3://b/a/c/", "b", "a/c/")]
    public void Parse_Address_IsBucketAndPrefix(string address, string bucket, string prefix) =>
        S3Location.Parse(address).ShouldBe(new S3Location(bucket, prefix));

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///a")]
    [InlineData("/folder")]
    public void Parse_AnythingElse_IsNull(string address) => S3Location.Parse(address).ShouldBeNull();

    private static AmazonS3Client ClientOf(string address) => new(
        new BasicAWSCredentials("key", "secret"),
        new AmazonS3Config
        {
            ServiceURL = address,
            ForcePathStyle = true,
            MaxErrorRetry = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
}
