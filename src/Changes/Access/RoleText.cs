using Experiments.Storage.Model;

namespace Experiments.Changes.Access;

/// <summary>The form of roles in texts.</summary>
public static class RoleText
{
    /// <summary>Returns a role as people write it: <c>viewer</c>.</summary>
    public static string ToWord(this Role role) => role.ToString().ToLowerInvariant();
}
