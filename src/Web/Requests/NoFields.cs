namespace Experiments.Web.Requests;

/// <summary>The content of a request that needs none.</summary>
internal sealed record NoFields;
