using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Project;

/// <summary>Indentation, blanks and line breaks. The build refuses what .editorconfig calls a warning, and does not look at these.</summary>
public sealed class FormattingTests
{
    // Switched on once 'dotnet format whitespace . --folder --exclude artifacts' was run.
    [Fact(Explicit = true)]
    public Task Whitespace_IsAsDotnetFormatWritesIt() => Tool.RunAsync(
        "dotnet", "dotnet-sdk-10.0", Repository.Root,
        "format", "whitespace", ".", "--folder", "--exclude", "artifacts", "--verify-no-changes");
}
