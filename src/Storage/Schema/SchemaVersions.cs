namespace Experiments.Storage.Schema;

/// <summary>
/// The migrations of this program by id, oldest first. Kept as constants so that a command can check the version of a
/// database without loading EF Core, which takes longer than most queries.
/// </summary>
internal static class SchemaVersions
{
    /// <summary>The migration that creates the schema, equal to version 8 of the SQL files from before.</summary>
    public const string Baseline = "20261129050000_Baseline";

    public static IReadOnlyList<string> All { get; } =
    [
        Baseline,
        "20261129053426_ParameterValue",
        "20261129063652_PackedCurves",
        "20261129065900_SweepCounts",
        "20261129085325_Keeping",
        "20261129102548_LastValues",
        "20261129131022_ParameterValues",
        "20261129135738_Reachability",
        "20261129180628_NodeHealth",
        "20261129205736_DrainedNodes",
        "20261130002455_TrainedTime",
        "20261130003512_SweepLimits",
        "20261130173852_Violations",
        "20261130205813_People",
        "20261130210925_Objectives",
        "20261201051033_Leader",
    ];

    public static string Newest => All[^1];

    /// <summary>Returns the migrations after one, or all if <paramref name="id"/> is null.</summary>
    public static IEnumerable<string> After(string? id) =>
        id is null ? All : All.SkipWhile(one => one != id).Skip(1);
}
