namespace Experiments.Contracts.Proofs;

/// <summary>What a connection is for. A proof for one purpose is none for the other.</summary>
public enum ConnectionPurpose : byte
{
    /// <summary>A client calls a silo's gateway.</summary>
    Client = 1,

    /// <summary>A silo calls another.</summary>
    Silo = 2,
}
