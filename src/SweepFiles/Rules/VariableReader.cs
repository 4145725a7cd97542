using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>
/// Reads the value of an environment variable: a text, <c>{secret: NAME}</c>, or <c>{value: TEXT}</c> for a text that
/// only looks like a secret by its variable's name.
/// </summary>
internal static class VariableReader
{
    private const string Secret = "secret";
    private const string Value = "value";

    private static readonly ArgumentRule Text = new();

    /// <summary>Reads the value as it is stored: with <c>${secret:NAME}</c> in place of a secret.</summary>
    public static bool TryRead(Node.Entry entry, ErrorList errors, [MaybeNullWhen(false)] out string value)
    {
        var subject = $"'env': {Quote.Text(entry.Key)}";
        if (entry.Value is Node.Mapping { Entries: [{ Key: Secret or Value } form] })
        {
            if (!Text.TryRead($"{subject}: '{form.Key}'", form.Value, errors, out value)) return false;
            if (form.Key == Value) return true;
            var name = value;
            value = CommandMacros.OfSecret(name);
            if (CommandMacros.SecretOf(CommandMacros.Secret + name) is not null) return true;
            errors.Add(form.Value.At, $"{subject}: {SecretNameRule(name)}");
            return false;
        }

        if (entry.Value is Node.Mapping)
        {
            errors.Add(
                entry.Value.At,
                $"{subject} needs text, {{secret: NAME}} or {{value: TEXT}}, but got {entry.Value.Describe()}");
            value = null;
            return false;
        }

        if (!Text.TryRead(subject, entry.Value, errors, out value)) return false;
        if (!SecretNames.IsWrittenOut(entry.Key, value)) return true;
        errors.Add(
            entry.Value.At,
            $"{subject} looks like a secret, and a value that is written out would be stored with the sweep, where "
            + $"others can read it: write {{secret: {entry.Key}}}, and store the secret on the nodes; if it is none, "
            + "write {value: …}");
        return false;
    }

    /// <summary>Returns what is wrong with the name of a secret.</summary>
    public static string SecretNameRule(string name) =>
        $"the name of a secret has letters, digits, '_', '-' and '.', but here is {Quote.Text(name)}";

    /// <summary>Returns the text that a value is read from, or null if it has none.</summary>
    public static Node? TextOf(Node value) => value switch
    {
        Node.Scalar => value,
        Node.Mapping { Entries: [{ Key: Value, Value: var text }] } => text,
        _ => null,
    };
}
