using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Project;

/// <summary>
/// Checks indentation, spaces and line breaks, which the build does not check: it enforces only the analyzers' rules in
/// .editorconfig.
/// </summary>
public sealed class FormattingTests
{
    /// <summary>A failure is repaired by <c>dotnet format whitespace . --folder --exclude artifacts</c>.</summary>
    [Fact]
    public Task Whitespace_IsAsDotnetFormatWritesIt() => Tool.RunAsync(
        "dotnet", "dotnet-sdk-10.0", Repository.Root,
        "format", "whitespace", ".", "--folder", "--exclude", "artifacts", "--verify-no-changes");
}
