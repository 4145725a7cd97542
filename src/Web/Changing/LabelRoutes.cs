using Experiments.Changes.Labels;
using Experiments.Web.Access;
using Experiments.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Changing;

/// <summary>What people write about a sweep. This needs only the database.</summary>
internal static class LabelRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "tag", TagAsync, "Adds tags, by which a list of sweeps can be filtered.");
        Map(routes, "untag", UntagAsync, "Removes tags.").ProducesProblem(StatusCodes.Status409Conflict);
        Map(routes, "note", NoteAsync, "Replaces or removes the note.");
        Map(routes, "rename", RenameAsync, "Gives a sweep another name.");
        Map(routes, "archive", ArchiveAsync, "Hides a sweep from lists; everything is kept.");
        Map(routes, "unarchive", UnarchiveAsync, "Shows an archived sweep in lists again.");
    }

    private static RouteHandlerBuilder Map(
        IEndpointRouteBuilder routes, string verb, Delegate handler, string summary) =>
        routes.MapPost($"/sweeps/{{sweep}}/{verb}", handler).Changes()
            .WithName($"{verb}Sweep").WithTags("labels").WithSummary(summary)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<Ok<ChangeAnswer>> TagAsync(
        string sweep, Fields<TagFields> fields, SweepChanges changes, LabelChanges labels, CancellationToken cancel)
    {
        var tags = LabelChanges.CheckTags(fields.Value.Tags);
        return changes.ApplyAsync(sweep, found => labels.TagAsync(found.Summary, tags, cancel), cancel);
    }

    private static Task<Ok<ChangeAnswer>> UntagAsync(
        string sweep, Fields<TagFields> fields, SweepChanges changes, LabelChanges labels, CancellationToken cancel) =>
        changes.ApplyAsync(sweep, found => labels.UntagAsync(found.Summary, fields.Value.Tags, cancel), cancel);

    private static Task<Ok<ChangeAnswer>> NoteAsync(
        string sweep, Fields<NoteFields> fields, SweepChanges changes, LabelChanges labels, CancellationToken cancel)
    {
        var note = fields.Value.Note is { } given ? LabelChanges.CheckNote(given, "null") : null;
        return changes.ApplyAsync(sweep, found => labels.NoteAsync(found.Summary, note, cancel), cancel);
    }

    private static Task<Ok<ChangeAnswer>> RenameAsync(
        string sweep, Fields<NameFields> fields, SweepChanges changes, LabelChanges labels, CancellationToken cancel)
    {
        var name = LabelChanges.CheckName(fields.Value.Name);
        return changes.ApplyAsync(sweep, found => labels.RenameAsync(found.Summary, name, cancel), cancel);
    }

    private static Task<Ok<ChangeAnswer>> ArchiveAsync(
        string sweep, Fields<NoFields> _, SweepChanges changes, LabelChanges labels, CancellationToken cancel) =>
        changes.ApplyAsync(sweep, found => labels.ArchiveAsync(found.Summary, cancel), cancel);

    private static Task<Ok<ChangeAnswer>> UnarchiveAsync(
        string sweep, Fields<NoFields> _, SweepChanges changes, LabelChanges labels, CancellationToken cancel) =>
        changes.ApplyAsync(sweep, found => labels.UnarchiveAsync(found.Summary, cancel), cancel);
}
