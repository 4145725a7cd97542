namespace Experiments.Storage.Checkpoints;

/// <summary>A bucket of an S3-compatible store, and the prefix of the objects in it.</summary>
/// <param name="Bucket">The name of the bucket.</param>
/// <param name="Prefix">The prefix of all keys, which is empty or ends with a slash.</param>
public sealed record S3Location(string Bucket, string Prefix)
{
    private const string Scheme = "s3://";

    /// <summary>Returns the location that an address such as <c>s3://BUCKET/PREFIX</c> names, or null.</summary>
    public static S3Location? Parse(string address)
    {
        if (!address.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var parts = address[Scheme.Length..].Split('/', 2);
        var prefix = parts.Length == 2 ? parts[1].Trim('/') : "";
        return parts[0].Length == 0 ? null : new(parts[0], prefix.Length == 0 ? "" : prefix + "/");
    }

    /// <summary>Returns the address.</summary>
    public override string ToString() => $"{Scheme}{Bucket}/{Prefix}".TrimEnd('/');
}
