namespace Experiments.Storage.Model;

/// <summary>What a person may do through the HTTP API. Each role may do what those before it may do.</summary>
public enum Role
{
    /// <summary>See everything that is stored about sweeps, and the nodes.</summary>
    Viewer,

    /// <summary>Submit sweeps, and change and delete those that the same person submitted.</summary>
    Submitter,

    /// <summary>Change and delete all sweeps, and drain nodes.</summary>
    Operator,

    /// <summary>Create and revoke tokens, and read who changed what.</summary>
    Admin,
}
