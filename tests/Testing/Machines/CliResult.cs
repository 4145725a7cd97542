namespace Experiments.Testing.Machines;

/// <summary>The result of a command.</summary>
public sealed record CliResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The text for the message of a failing assertion.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";

    public CliResult ShouldExitWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, ToString());
        return this;
    }

    /// <summary>Asserts one sentence on standard error, no stack trace, and exit code 1.</summary>
    public void ShouldFailInOneSentence(params string[] mentions)
    {
        ShouldExitWith(1);
        Errors.ShouldNotContain("   at ");
        var lines = Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1, ToString());
        foreach (var mention in mentions) Errors.ShouldContain(mention, Case.Insensitive);
    }
}
