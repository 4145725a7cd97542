using Experiments.Client.Running;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Running;

public sealed class SiloProgramTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Find_VariableIsSet_IsThatFile()
    {
        var named = _shell.Write("my-silo", "");
        SiloProgram.Find(_ => named, "/nowhere").ShouldBe(named);
    }

    [Fact]
    public void Find_VariableNamesNothing_SaysSo() =>
        Should.Throw<UserErrorException>(
            () => SiloProgram.Find(_ => "/nowhere/silo", _shell.Home)).Message.ShouldContain("'/nowhere/silo'");

    [Fact]
    public void Find_BuildFromSource_IsInTheSilosOwnFolderOfTheSameConfiguration()
    {
        var client = Directory.CreateDirectory(Path.Combine(_shell.Home, "bin", "Client", "release")).FullName;
        var silo = Directory.CreateDirectory(Path.Combine(_shell.Home, "bin", "Silo", "release")).FullName;
        File.WriteAllText(Path.Combine(silo, "Experiments.Silo"), "");
        SiloProgram.Find(_ => null, client + "/").ShouldBe(Path.Combine(silo, "Experiments.Silo"));
        File.WriteAllText(Path.Combine(client, "Experiments.Silo"), "");
        SiloProgram.Find(_ => null, client).ShouldBe(Path.Combine(client, "Experiments.Silo"));
    }

    [Fact]
    public void Find_Nowhere_SaysWhereItLooked() =>
        Should.Throw<UserErrorException>(() => SiloProgram.Find(_ => null, _shell.Home)).Message.ShouldContain(
            _shell.Home);
}
