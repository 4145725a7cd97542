using Experiments.Client.Logins;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Logins;

/// <summary>Which of the ways to name a server or a database counts.</summary>
public sealed class DestinationTests : IDisposable
{
    private const string Stored = "https://stored.example:9443";
    private const string Named = "https://named.example:9443";

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Choose_Nothing_IsTheDatabase() => Choose().ShouldBe(new Destination.Database());

    [Fact]
    public void Choose_Login_IsItsServerWithItsTokenAndAuthority()
    {
        LogIn();
        Choose().ShouldBe(new Destination.Server(Stored, "exp_stored", "/a.pem", "the login"));
    }

    [Fact]
    public void Choose_Variable_ComesBeforeTheLoginWhoseTokenIsNotSentElsewhere()
    {
        LogIn();
        _shell["EXPERIMENTS_URL"] = Named;
        Choose().ShouldBe(new Destination.Server(Named, null, null, "EXPERIMENTS_URL"));
        _shell["EXPERIMENTS_TOKEN"] = "exp_variable";
        _shell["EXPERIMENTS_AUTHORITY"] = "b.pem";
        Choose().ShouldBe(new Destination.Server(Named, "exp_variable", "b.pem", "EXPERIMENTS_URL"));
    }

    [Fact]
    public void Choose_VariablesOfTokenAndAuthority_ReplaceThoseOfTheLogin()
    {
        LogIn();
        _shell["EXPERIMENTS_TOKEN"] = "exp_variable";
        Choose().ShouldBe(new Destination.Server(Stored, "exp_variable", "/a.pem", "the login"));
    }

    [Fact]
    public void Choose_Database_ComesBeforeVariableAndLoginAndSaysWhatItReplaces()
    {
        _shell["EXPERIMENTS_DATABASE"] = "Host=db";
        Choose().ShouldBe(new Destination.Database());
        LogIn();
        Choose().ShouldBe(new Destination.Database(Stored));
        _shell["EXPERIMENTS_URL"] = Named;
        Choose().ShouldBe(new Destination.Database(Named));
    }

    [Fact]
    public void Choose_Option_ComesFirst()
    {
        LogIn();
        _shell["EXPERIMENTS_DATABASE"] = "Host=db";
        _shell["EXPERIMENTS_URL"] = Named;
        Choose($"{Stored}/").ShouldBe(new Destination.Server($"{Stored}/", "exp_stored", "/a.pem", "--server"));
        Choose("none").ShouldBe(new Destination.Database());
    }

    [Fact]
    public void Server_AsText_HasNoToken() =>
        new Destination.Server(Named, "exp_secret", null, "--server").ToString().ShouldBe(Named);

    private void LogIn() =>
        LoginFile.Write(_shell.Shell.Environment, new Login(Stored, "exp_stored", "/a.pem"));

    private Destination Choose(string? option = null) => Destination.Choose(option, _shell.Shell.Environment);
}
