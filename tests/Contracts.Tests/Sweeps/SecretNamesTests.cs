using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Tests.Sweeps;

public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("WANDB_API_KEY", true)]
    [InlineData("HF_TOKEN", true)]
    [InlineData("AWS_SECRET_ACCESS_KEY", true)]
    [InlineData("dbPassword", true)]
    [InlineData("MYSQL_PWD", true)]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", true)]
    [InlineData("DATA", false)]
    [InlineData("PWD", false)]
    [InlineData("KEYBOARD", false)]
    [InlineData("MONKEY", false)]
    [InlineData("OMP_NUM_THREADS", false)]
    [InlineData("AUTHOR", false)]
    [InlineData("TOKENIZERS_PARALLELISM", false)]
    [InlineData("MAX_TOKENS", false)]
    public void LooksSecret_Name_IsAsPeopleWouldSay(string name, bool secret) =>
        SecretNames.LooksSecret(name).ShouldBe(secret);

    [Theory]
    [InlineData("EXPERIMENTS_DATABASE", true)]
    [InlineData("EXPERIMENTS_WEB_TOKEN", true)]
    [InlineData("PGPASSWORD", true)]
    [InlineData("PGPASSFILE", true)]
    [InlineData("DATABASE_URL", true)]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", true)]
    [InlineData("EXPERIMENTS_DATA", false)]
    [InlineData("EXPERIMENTS_PROGRAM", false)]
    [InlineData("HF_TOKEN", false)]
    public void IsKeptByNodes_Name_IsASecretOfTheNodeItself(string name, bool kept) =>
        SecretNames.IsKeptByNodes(name).ShouldBe(kept);

    [Theory]
    [InlineData("AWS_SECRET_ACCESS_KEY", "s3://bucket/runs", true)]
    [InlineData("AWS_SESSION_TOKEN", "s3://bucket", true)]
    [InlineData("AWS_REGION", "s3://bucket", false)]
    [InlineData("AWS_SECRET_ACCESS_KEY", "/checkpoints", false)]
    [InlineData("AWS_SECRET_ACCESS_KEY", null, false)]
    [InlineData("PGPASSWORD", null, true)]
    public void IsKeptByNode_CredentialsOfABucket_AreTheNodesIfCheckpointsAreInOne(
        string name, string? checkpoints, bool kept) =>
        SecretNames.IsKeptByNode(name, asked => asked == "EXPERIMENTS_CHECKPOINTS" ? checkpoints : null).ShouldBe(kept);

    [Fact]
    public void Shared_Environment_HasNoValueThatWasWrittenOut()
    {
        var environment = ImmutableSortedDictionary.CreateRange<string, string>(StringComparer.Ordinal,
        [
            new("DATABASE_URL", "postgres://me:hush@host/x"), new("DATA", "/home/me"),
            new("HF_TOKEN", "${envvar:MY_TOKEN}"),
            new("KEY", "${secret:key}"),
            new("URL", "https://${envvar:MY_TOKEN}@host"),
        ]);

        SecretNames.Shared(environment).Select(entry => $"{entry.Key}={entry.Value}").ShouldBe(
            ["DATA=${envvar:DATA}", "DATABASE_URL=${envvar:PROGRAM_DATABASE_URL}", "HF_TOKEN=${envvar:MY_TOKEN}",
                "KEY=${secret:key}",
                "URL=${envvar:URL}"]);
        SecretNames.NotShared(environment).ShouldBe(["DATA", "PROGRAM_DATABASE_URL", "URL"]);
    }

    [Theory]
    [InlineData("A_TOKEN", "abc", true)]
    [InlineData("A_TOKEN", "${envvar:A_TOKEN}", false)]
    [InlineData("A_TOKEN", "${secret:a}", false)]
    [InlineData("A_TOKEN", "Bearer ${secret:a}", false)]
    [InlineData("A_TOKEN", "${secret:a/b}", true)]
    [InlineData("A_TOKEN", "$${secret:a}", true)]
    [InlineData("A_TOKEN", "", false)]
    [InlineData("DATA", "/x", false)]
    public void IsWrittenOut_Variable_IsASecretWithAValue(string name, string value, bool isWrittenOut) =>
        SecretNames.IsWrittenOut(name, value).ShouldBe(isWrittenOut);
}
