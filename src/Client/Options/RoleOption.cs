using System.CommandLine;
using Experiments.Changes.Access;
using Experiments.Storage.Model;

namespace Experiments.Client.Options;

/// <summary><c>--role ROLE</c>: what a token allows.</summary>
internal static class RoleOption
{
    /// <summary>Creates the option.</summary>
    public static Option<string> Create() => new Option<string>("--role")
    {
        Description = "viewer: see everything; submitter: also submit, and change own sweeps; operator: also change "
            + "all sweeps, and drain nodes; admin: also tokens and audit",
        Required = true,
        HelpName = "ROLE",
    }.AcceptOnlyFromAmong([.. Enum.GetValues<Role>().Select(role => role.ToWord())]);

    /// <summary>Returns the role that was given.</summary>
    public static Role Of(ParseResult parsed, Option<string> option) =>
        Enum.Parse<Role>(parsed.GetRequiredValue(option), ignoreCase: true);
}
