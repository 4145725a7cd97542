namespace Experiments.Testing.Machines;

/// <summary>What a command did.</summary>
public sealed record CliResult(int ExitCode, string Output, string Errors)
{
    /// <summary>For a failing assertion to show.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";

    public CliResult ShouldExitWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, ToString());
        return this;
    }

    /// <summary>One sentence on standard error, no stack trace, exit code 1.</summary>
    public void ShouldFailInOneSentence(params string[] mentions)
    {
        ShouldExitWith(1);
        Errors.ShouldNotContain("   at ");
        var lines = Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1, ToString());
        foreach (var mention in mentions) Errors.ShouldContain(mention, Case.Insensitive);
    }
}
