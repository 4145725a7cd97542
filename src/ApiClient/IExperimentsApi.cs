using Experiments.ApiClient.Fleet;
using Experiments.ApiClient.People;
using Experiments.ApiClient.Sweeps;
using Experiments.ApiClient.Trials;
using Refit;

namespace Experiments.ApiClient;

/// <summary>
/// The routes of the API, as <c>/openapi/v1.json</c> describes them. A sweep is named by its id, the beginning of one,
/// or the name of the newest sweep of that name.
/// </summary>
public interface IExperimentsApi
{
    /// <summary>Returns who sends the requests, and the role.</summary>
    [Get("/api/me")]
    Task<Caller> GetCallerAsync(CancellationToken cancel = default);

    /// <summary>Lists the sweeps with their progress, newest first.</summary>
    [Get("/api/sweeps")]
    Task<IReadOnlyList<Sweep>> ListSweepsAsync(
        bool archived = false, [Query(CollectionFormat.Multi)] IEnumerable<string>? tag = null, int limit = 100,
        CancellationToken cancel = default);

    /// <summary>Returns a sweep with what was asked of it.</summary>
    [Get("/api/sweeps/{sweep}")]
    Task<SweepDetail> GetSweepAsync(string sweep, CancellationToken cancel = default);

    /// <summary>Returns a sweep as a sweep file, which proposes the same trials when it is run again.</summary>
    [Get("/api/sweeps/{sweep}/file")]
    Task<string> GetSweepFileAsync(string sweep, CancellationToken cancel = default);

    /// <summary>
    /// Submits a sweep file; the content has the type <c>application/yaml</c>. See
    /// <see cref="ExperimentsClient.SubmitAsync"/>.
    /// </summary>
    [Post("/api/sweeps")]
    Task<Submitted> SubmitAsync([Body] HttpContent content, string? file = null, CancellationToken cancel = default);

    /// <summary>Deletes a sweep, which is named by its whole id, with everything that belongs to it.</summary>
    [Delete("/api/sweeps/{id}")]
    Task<Changed> DeleteSweepAsync(string id, CancellationToken cancel = default);

    /// <summary>Lists the trials of a sweep that fulfil a condition.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="where">A condition, such as <c>optimizer=adam and val_loss&lt;0.3</c>.</param>
    /// <param name="sort">The metric, parameter or column to sort by.</param>
    /// <param name="descending">Whether the largest value comes first.</param>
    /// <param name="status">Only trials with this status.</param>
    /// <param name="after">Only trials after this one, in the order by number.</param>
    /// <param name="limit">The maximum number of trials, 1 to 10,000.</param>
    /// <param name="cancel">Cancels the request.</param>
    [Get("/api/sweeps/{sweep}/trials")]
    Task<IReadOnlyList<Trial>> ListTrialsAsync(
        string sweep, string? where = null, string? sort = null, bool descending = false, string? status = null,
        int? after = null, int limit = 1_000, CancellationToken cancel = default);

    /// <summary>Returns a trial with the newest value of each of its metrics.</summary>
    [Get("/api/sweeps/{sweep}/trials/{trial}")]
    Task<Trial> GetTrialAsync(string sweep, int trial, CancellationToken cancel = default);

    /// <summary>
    /// Lists the best completed trials with their metrics; of a sweep with several objectives all that no other one
    /// dominates.
    /// </summary>
    [Get("/api/sweeps/{sweep}/best")]
    Task<IReadOnlyList<Trial>> ListBestAsync(string sweep, int top = 1, CancellationToken cancel = default);

    /// <summary>Lists the trials that have the same parameters as others, apart from their seeds.</summary>
    [Get("/api/sweeps/{sweep}/repeats")]
    Task<SweepRepeats> ListRepeatsAsync(
        string sweep, [Query(CollectionFormat.Multi)] IEnumerable<int>? trial = null,
        CancellationToken cancel = default);

    /// <summary>Groups the trials by values that they share, the best mean objective first.</summary>
    [Get("/api/sweeps/{sweep}/groups")]
    Task<IReadOnlyList<TrialGroup>> ListGroupsAsync(
        string sweep, [Query(CollectionFormat.Multi)] IEnumerable<string> by, string? where = null,
        string? status = null, int limit = 1_000, CancellationToken cancel = default);

    /// <summary>Lists the parameters with their importance, the largest first.</summary>
    [Get("/api/sweeps/{sweep}/importance")]
    Task<IReadOnlyList<Importance>> ListImportanceAsync(string sweep, CancellationToken cancel = default);

    /// <summary>
    /// Says what the trials of a sweep tell: which parameters mattered, where they are good, and what to try next.
    /// </summary>
    [Get("/api/sweeps/{sweep}/explanation")]
    Task<Explanation> ExplainAsync(string sweep, CancellationToken cancel = default);

    /// <summary>Lists the curves of one metric, one for each trial that has reported it.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="metric">The metric; null for the objective.</param>
    /// <param name="trial">The trials; null for the first ones.</param>
    /// <param name="points">The maximum number of points of each curve, 4 to 100,000.</param>
    /// <param name="cancel">Cancels the request.</param>
    [Get("/api/sweeps/{sweep}/curves")]
    Task<IReadOnlyList<Curve>> ListCurvesAsync(
        string sweep, string? metric = null, [Query(CollectionFormat.Multi)] IEnumerable<int>? trial = null,
        int points = 500, CancellationToken cancel = default);

    /// <summary>
    /// Returns what an attempt of a trial's program printed, in parts: the current or last attempt if none is named.
    /// </summary>
    [Get("/api/sweeps/{sweep}/trials/{trial}/log")]
    Task<IReadOnlyList<LogPart>> ReadLogAsync(
        string sweep, int trial, int? attempt = null, long from = 0, CancellationToken cancel = default);

    /// <summary>Lists the files that the programs of all trials of a sweep left.</summary>
    [Get("/api/sweeps/{sweep}/artifacts")]
    Task<IReadOnlyList<Artifact>> ListSweepArtifactsAsync(string sweep, CancellationToken cancel = default);

    /// <summary>Lists the files that a trial's program left.</summary>
    [Get("/api/sweeps/{sweep}/trials/{trial}/artifacts")]
    Task<IReadOnlyList<Artifact>> ListArtifactsAsync(string sweep, int trial, CancellationToken cancel = default);

    /// <summary>Returns a file that a trial's program left.</summary>
    [Get("/api/sweeps/{sweep}/trials/{trial}/artifacts/{**path}")]
    Task<Stream> ReadArtifactAsync(string sweep, int trial, string path, CancellationToken cancel = default);

    /// <summary>Lists the nodes that are alive, and if asked for those that are drained and not alive.</summary>
    [Get("/api/nodes")]
    Task<IReadOnlyList<Node>> ListNodesAsync(bool down = false, CancellationToken cancel = default);

    /// <summary>Lets a node take no more trials; those on it go on elsewhere.</summary>
    [Post("/api/nodes/{node}/drain")]
    Task<Changed> DrainAsync(string node, CancellationToken cancel = default);

    /// <summary>Lets a drained node take trials again.</summary>
    [Post("/api/nodes/{node}/undrain")]
    Task<Changed> UndrainAsync(string node, CancellationToken cancel = default);

    /// <summary>Starts no more trials until the sweep is resumed; running ones finish.</summary>
    [Post("/api/sweeps/{sweep}/pause")]
    Task<Changed> PauseAsync(string sweep, CancellationToken cancel = default);

    /// <summary>Continues a paused sweep.</summary>
    [Post("/api/sweeps/{sweep}/resume")]
    Task<Changed> ResumeAsync(string sweep, CancellationToken cancel = default);

    /// <summary>Ends a sweep: no more trials start, running ones finish.</summary>
    [Post("/api/sweeps/{sweep}/stop")]
    Task<Changed> StopAsync(string sweep, CancellationToken cancel = default);

    /// <summary>Ends a sweep now: running trials save a checkpoint and end.</summary>
    [Post("/api/sweeps/{sweep}/cancel")]
    Task<Changed> CancelAsync(string sweep, CancellationToken cancel = default);

    /// <summary>Gives a sweep more trials, or more of its budget; one that has ended continues.</summary>
    [Post("/api/sweeps/{sweep}/extend")]
    Task<Changed> ExtendAsync(string sweep, [Body] Extension extension, CancellationToken cancel = default);

    /// <summary>Gives a sweep trials to run before those that it proposes.</summary>
    [Post("/api/sweeps/{sweep}/enqueue")]
    Task<Changed> EnqueueAsync(string sweep, [Body] Assignment[] trials, CancellationToken cancel = default);

    /// <summary>Tries failed trials again, with all their restarts; a sweep that has ended continues.</summary>
    [Post("/api/sweeps/{sweep}/retry")]
    Task<Changed> RetryAsync(string sweep, [Body] RetryFields trials, CancellationToken cancel = default);

    /// <summary>Repeats the best trials of a sweep with other seeds; one that has ended continues.</summary>
    [Post("/api/sweeps/{sweep}/confirm")]
    Task<Changed> ConfirmAsync(string sweep, [Body] ConfirmFields fields, CancellationToken cancel = default);

    /// <summary>Lets a sweep run at most so many trials at a time; those above it wait.</summary>
    [Post("/api/sweeps/{sweep}/limit")]
    Task<Changed> LimitAsync(string sweep, [Body] LimitFields limit, CancellationToken cancel = default);

    /// <summary>Adds tags, by which a list of sweeps can be filtered.</summary>
    [Post("/api/sweeps/{sweep}/tag")]
    Task<Changed> TagAsync(string sweep, [Body] TagFields tags, CancellationToken cancel = default);

    /// <summary>Removes tags.</summary>
    [Post("/api/sweeps/{sweep}/untag")]
    Task<Changed> UntagAsync(string sweep, [Body] TagFields tags, CancellationToken cancel = default);

    /// <summary>Replaces or removes the note.</summary>
    [Post("/api/sweeps/{sweep}/note")]
    Task<Changed> NoteAsync(string sweep, [Body] NoteFields note, CancellationToken cancel = default);

    /// <summary>Gives a sweep another name.</summary>
    [Post("/api/sweeps/{sweep}/rename")]
    Task<Changed> RenameAsync(string sweep, [Body] NameFields name, CancellationToken cancel = default);

    /// <summary>Hides a sweep from lists; everything is kept.</summary>
    [Post("/api/sweeps/{sweep}/archive")]
    Task<Changed> ArchiveAsync(string sweep, CancellationToken cancel = default);

    /// <summary>Shows an archived sweep in lists again.</summary>
    [Post("/api/sweeps/{sweep}/unarchive")]
    Task<Changed> UnarchiveAsync(string sweep, CancellationToken cancel = default);

    /// <summary>Keeps the checkpoints of a trial, whatever its sweep file says.</summary>
    [Post("/api/sweeps/{sweep}/trials/{trial}/pin")]
    Task<Changed> PinAsync(string sweep, int trial, CancellationToken cancel = default);

    /// <summary>Lets the sweep file decide again about the checkpoints of a trial.</summary>
    [Post("/api/sweeps/{sweep}/trials/{trial}/unpin")]
    Task<Changed> UnpinAsync(string sweep, int trial, CancellationToken cancel = default);

    /// <summary>
    /// Gives a worker a trial of a sweep with <c>workload: outside</c>; waits up to 10 seconds if there is none now.
    /// </summary>
    [Post("/api/sweeps/{sweep}/claim")]
    Task<ClaimAnswer> ClaimAsync(string sweep, [Body] ClaimFields claim, CancellationToken cancel = default);

    /// <summary>Takes what a worker says about its attempt at a trial.</summary>
    [Post("/api/sweeps/{sweep}/trials/{trial}/tell")]
    Task<TellAnswer> TellAsync(
        string sweep, int trial, [Body] TellFields message, CancellationToken cancel = default);

    /// <summary>Lists the tokens of people, without their secrets.</summary>
    [Get("/api/tokens")]
    Task<IReadOnlyList<Token>> ListTokensAsync(CancellationToken cancel = default);

    /// <summary>Creates a token for a person; no other answer contains it.</summary>
    [Post("/api/tokens")]
    Task<CreatedToken> CreateTokenAsync([Body] NewToken token, CancellationToken cancel = default);

    /// <summary>Revokes a token: it is refused from now on.</summary>
    [Delete("/api/tokens/{id}")]
    Task<Changed> RevokeTokenAsync(string id, CancellationToken cancel = default);

    /// <summary>Lists the changes that were requested, newest first.</summary>
    [Get("/api/audit")]
    Task<IReadOnlyList<ChangeRecord>> ListChangesAsync(
        string? sweep = null, int limit = 100, CancellationToken cancel = default);
}
