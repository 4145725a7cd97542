using Experiments.Training.Programs.Commands;

namespace Experiments.Training.Tests.Programs;

public sealed class NodeSecretsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-secrets-").FullName;
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_File_EndsBeforeItsLastLineBreaks()
    {
        Write("secrets/wandb", "abc\r\ndef \r\n\n");
        _variables["EXPERIMENTS_HOME"] = _folder;

        Read("wandb").ShouldBe("abc\r\ndef ");
    }

    [Fact]
    public void Read_FileOfTheNamedFolder_ComesBeforeTheVariable()
    {
        Write("mounted/key", "of the file");
        _variables["EXPERIMENTS_SECRETS"] = Path.Combine(_folder, "mounted");
        _variables["EXPERIMENTS_SECRET_key"] = "of the variable";
        _variables["EXPERIMENTS_SECRET_other"] = "of another";

        Read("key").ShouldBe("of the file");
        Read("other").ShouldBe("of another");
    }

    [Fact]
    public void Read_SecretThatIsNotThere_SaysWhatToCreate()
    {
        _variables["EXPERIMENTS_HOME"] = _folder;

        Should.Throw<UserErrorException>(() => Read("wandb")).Message.ShouldBe(
            $"node {Environment.MachineName} cannot read the secret 'wandb' that the sweep names: there is neither the "
            + $"file '{Path.Combine(_folder, "secrets", "wandb")}' nor the variable EXPERIMENTS_SECRET_wandb; create "
            + "one of them on each node");
    }

    [Fact]
    public void Read_FileThatCannotBeASecret_IsRefused()
    {
        _variables["EXPERIMENTS_HOME"] = _folder;
        Write("secrets/large", new string('x', 64 * 1024 + 1));

        Should.Throw<UserErrorException>(() => Read("large")).Message.ShouldContain("has more than 64 KiB");
    }

    private string Read(string name) => NodeSecrets.Read(name, _variables.GetValueOrDefault);

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
