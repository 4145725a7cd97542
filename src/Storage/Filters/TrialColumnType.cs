namespace Experiments.Storage.Filters;

/// <summary>The type of a column of a trial.</summary>
public enum TrialColumnType
{
    /// <summary>A number, whole or real.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A status of a trial.</summary>
    Status,

    /// <summary>A point in time.</summary>
    Time,

    /// <summary>True or false.</summary>
    Flag,
}
