namespace Experiments.Client.Commands;

/// <summary>
/// Why commands do not work over a server, as ends of the sentences with which they refuse. Those that need neither a
/// database nor a server work in any case.
/// </summary>
internal static class OnlyDatabase
{
    public const string NeedsNeither = "";

    public const string Run =
        "it would run trials on this machine: 'experiments submit' gives the sweep to the cluster of the server";

    public const string Serve = "it is itself what serves a database";

    public const string Ui = "the page is at that address itself: open it in a browser";

    public const string Export =
        "it reads all curves from the database: 'experiments trials' and 'experiments curves' have --format csv";

    public const string Replay = "it reads what was decided from the database";

    public const string Reproduce = "it would run the trial on this machine, from the database";

    public const string Predict = "it opens checkpoints in the database: the page at that address does the same";

    public const string Inspect = Predict;

    public const string Db = "it is for who operates the database";
}
