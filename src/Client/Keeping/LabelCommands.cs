using System.CommandLine;
using Experiments.ApiClient;
using Experiments.ApiClient.Sweeps;
using Experiments.Changes.Labels;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Model;

namespace Experiments.Client.Keeping;

/// <summary>
/// <c>tag</c>, <c>untag</c>, <c>rename</c>, <c>archive</c> and <c>unarchive</c>: how people sort sweeps. They need no
/// cluster.
/// </summary>
internal static class LabelCommands
{
    public static Command CreateTag(Shell shell)
    {
        var tags = CreateTags();
        return Create(
            shell, "tag", "Add tags to a sweep, by which 'ls --tag' finds it", tags,
            (labels, sweep, parsed, cancel) => labels.TagAsync(
                sweep, LabelChanges.CheckTags(parsed.GetRequiredValue(tags)), cancel),
            (api, sweep, parsed, cancel) =>
                api.TagAsync(sweep, new TagFields(parsed.GetRequiredValue(tags)), cancel));
    }

    public static Command CreateUntag(Shell shell)
    {
        var tags = CreateTags();
        return Create(
            shell, "untag", "Remove tags from a sweep", tags,
            (labels, sweep, parsed, cancel) => labels.UntagAsync(sweep, parsed.GetRequiredValue(tags), cancel),
            (api, sweep, parsed, cancel) =>
                api.UntagAsync(sweep, new TagFields(parsed.GetRequiredValue(tags)), cancel));
    }

    public static Command CreateRename(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "The new name" };
        return Create(
            shell, "rename", "Give a sweep another name", name,
            (labels, sweep, parsed, cancel) => labels.RenameAsync(
                sweep, LabelChanges.CheckName(parsed.GetRequiredValue(name)), cancel),
            (api, sweep, parsed, cancel) =>
                api.RenameAsync(sweep, new NameFields(parsed.GetRequiredValue(name)), cancel));
    }

    public static Command CreateArchive(Shell shell) => Create(
        shell, "archive", "Hide a sweep from 'ls'; everything is kept", null,
        (labels, sweep, _, cancel) => labels.ArchiveAsync(sweep, cancel),
        (api, sweep, _, cancel) => api.ArchiveAsync(sweep, cancel));

    public static Command CreateUnarchive(Shell shell) => Create(
        shell, "unarchive", "Show an archived sweep in 'ls' again", null,
        (labels, sweep, _, cancel) => labels.UnarchiveAsync(sweep, cancel),
        (api, sweep, _, cancel) => api.UnarchiveAsync(sweep, cancel));

    /// <summary>Creates a command. The changes return their reports.</summary>
    private static Command Create(
        Shell shell, string name, string description, Argument? argument,
        Func<LabelChanges, SweepSummary, ParseResult, CancellationToken, Task<string>> inDatabase,
        Func<IExperimentsApi, string, ParseResult, CancellationToken, Task<Changed>> atServer)
    {
        var reference = SharedOptions.CreateSweep();
        var command = new Command(name, description) { reference };
        if (argument is not null) command.Add(argument);
        command.SetAction(async (parsed, cancel) =>
        {
            await Change.OfSweepAsync(
                shell, parsed, parsed.GetRequiredValue(reference),
                (database, sweep) => inDatabase(database.Labels(shell.Time), sweep, parsed, cancel),
                (api, sweep) => atServer(api, sweep, parsed, cancel), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string[]> CreateTags() => new("TAG")
    {
        Description = $"Words without blanks or commas, of up to {LabelChanges.LongestTag} characters",
        Arity = ArgumentArity.OneOrMore,
    };
}
