namespace Experiments.Contracts.Proofs;

/// <summary>The purpose of a connection. A proof for one purpose is not valid for the other.</summary>
public enum ConnectionPurpose : byte
{
    /// <summary>A client calls a silo's gateway.</summary>
    Client = 1,

    /// <summary>A silo calls another silo.</summary>
    Silo = 2,
}
