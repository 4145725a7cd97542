using Experiments.Testing.S3;

namespace Experiments.EndToEnd.Tests.Harness;

/// <summary>Gives the programs of a machine a bucket for what is large.</summary>
internal static class BucketUse
{
    /// <summary>The secret key with which they sign their requests.</summary>
    public const string Password = "hush-hush-4711";

    public static void UseBucket(this Machine machine, LocalS3 server)
    {
        machine.Environment["EXPERIMENTS_CHECKPOINTS"] = $"s3://{LocalS3.Bucket}/runs";
        machine.Environment["AWS_ENDPOINT_URL_S3"] = server.Address;
        machine.Environment["AWS_REGION"] = "here";
        machine.Environment["AWS_ACCESS_KEY_ID"] = "me";
        machine.Environment["AWS_SECRET_ACCESS_KEY"] = Password;
    }
}
