using Experiments.Client.Logins;
using Experiments.Client.Tests.Sources;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Logins;

public sealed class LoginCommandTests : IDisposable
{
    private readonly TestShell _laptop = new();

    public void Dispose() => _laptop.Dispose();

    private string File => LoginFile.PathOf(_laptop.Shell.Environment);

    [Fact]
    public async Task Login_WithAToken_IsCheckedKeptForTheUserAloneAndUsedUntilLogout()
    {
        await using var served = await ServedDatabase.StartAsync();
        var token = await served.CreateTokenAsync("ada", "submitter");
        _laptop.Secret = $"{token}\n";

        (await _laptop.RunAsync("login", served.Url)).ShouldBe(0, _laptop.Error);
        _laptop.TakeOut().ShouldBe($"logged in to {served.Url} as ada, submitter\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await _laptop.RunAsync("login")).ShouldBe(0);
        _laptop.TakeOut().ShouldBe($"commands use {served.Url}, named by the login\n");
        (await _laptop.RunAsync("ls", "--format", "csv")).ShouldBe(0, _laptop.Error);
        _laptop.TakeOut().ShouldContain("digits0000");

        (await _laptop.RunAsync("logout")).ShouldBe(0);
        _laptop.TakeOut().ShouldBe("logged out; the token stays valid until it expires or is revoked\n");
        System.IO.File.Exists(File).ShouldBeFalse();
        (await _laptop.RunAsync("logout")).ShouldBe(0);
        _laptop.TakeOut().ShouldBe("there is no login\n");
        (await _laptop.RunAsync("ls", "--format", "csv")).ShouldBe(0);
        (_laptop.Out + _laptop.Error).ShouldNotContain(token);
    }

    [Fact]
    public async Task Login_WithATokenThatTheServerRefuses_KeepsNothing()
    {
        await using var served = await ServedDatabase.StartAsync();
        _laptop.Secret = "exp_wrong_token";
        (await _laptop.RunAsync("login", served.Url)).ShouldBe(1);
        _laptop.TakeError().ShouldStartWith("experiments: the server does not accept the token: ");
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://node.example:9464", "would send the token unencrypted to another machine")]
    [InlineData("node.example", "'node.example' is no address of an API")]
    [InlineData("https://ada:secret@node.example", "'node.example' is no address of an API")]
    public async Task Login_WrongAddress_IsRefusedBeforeTheTokenIsAskedFor(string url, string why)
    {
        (await _laptop.RunAsync("login", url)).ShouldBe(1);
        _laptop.Error.ShouldContain(why);
        _laptop.Error.ShouldNotContain("secret");
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task Login_WithoutAToken_SaysWhereItComesFrom(string? secret)
    {
        _laptop.Secret = secret;
        (await _laptop.RunAsync("login", "https://node.example")).ShouldBe(1);
        _laptop.Error.ShouldStartWith("experiments: there is no token: give it at the terminal or on standard input; ");
    }

    [Fact]
    public async Task Login_WithAnAuthorityThatIsNone_SaysSo()
    {
        var file = _laptop.Write("authority.pem", "nonsense");
        (await _laptop.RunAsync("login", "https://node.example", "--authority", file)).ShouldBe(1);
        _laptop.TakeError().ShouldContain($"'{file}' has no certificate of an authority");
        (await _laptop.RunAsync("login", "https://node.example", "--authority", $"{file}.not")).ShouldBe(1);
        _laptop.TakeError().ShouldContain($"'{file}.not' is no certificate of an authority");
    }

    [Fact]
    public async Task Ls_DatabaseNamedInTheEnvironment_ComesBeforeTheLoginAndSaysSo()
    {
        LoginFile.Write(_laptop.Shell.Environment, new Login("https://node.example", "exp_a_b", null));
        _laptop["EXPERIMENTS_DATABASE"] = $"Data Source={_laptop.Home}/none.db";
        (await _laptop.RunAsync("ls")).ShouldBe(0);
        _laptop.TakeError().ShouldStartWith(
            "experiments: EXPERIMENTS_DATABASE is set, so this uses that database and not https://node.example; "
            + "'--server https://node.example' uses the server\n");
    }

    [Fact]
    public async Task Ls_LoginThatCannotBeRead_SaysHowToRemoveIt()
    {
        System.IO.File.WriteAllText(File, "{");
        (await _laptop.RunAsync("ls")).ShouldBe(1);
        _laptop.TakeError().ShouldContain("cannot be read: ");
        (await _laptop.RunAsync("logout")).ShouldBe(0);
        (await _laptop.RunAsync("ls")).ShouldBe(0);
    }

    [Fact]
    public async Task Ls_ServerWithoutAToken_SaysHowToGetOne()
    {
        (await _laptop.RunAsync("ls", "--server", "https://node.example")).ShouldBe(1);
        _laptop.Error.ShouldBe(
            "experiments: there is no token for https://node.example: 'experiments login https://node.example' stores "
            + "one, or set EXPERIMENTS_TOKEN\n");
    }
}
