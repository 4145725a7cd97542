namespace Experiments.Client.Logins;

/// <summary>The server that this user's commands use.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Token">The token of the person.</param>
/// <param name="Authority">The full path of the file of the authority to believe, or null for those of the system.
/// </param>
internal sealed record Login(string Url, string Token, string? Authority);
