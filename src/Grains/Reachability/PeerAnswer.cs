namespace Experiments.Grains.Reachability;

/// <summary>What became of a connection to the port of another silo.</summary>
internal enum PeerAnswer
{
    /// <summary>It was accepted.</summary>
    Accepted,

    /// <summary>The machine answers, and nothing listens on the port.</summary>
    Refused,

    /// <summary>There was no answer.</summary>
    Silent,
}
