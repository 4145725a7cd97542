using System.Text;
using CsCheck;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Properties;

namespace Experiments.SweepFiles.Tests;

/// <summary>Checks that any input gives a spec or errors, and that a spec survives serialization.</summary>
public class NeverThrowsTests
{
    private static readonly byte[][] Seeds =
    [
        .. Directory.GetFiles(SweepTexts.Folder("wellformed"))
            .Concat(Directory.GetFiles(SweepTexts.Folder("malformed"))).Concat(Directory.GetFiles(SweepTexts.Examples))
            .Order().Select(File.ReadAllBytes),
    ];

    // Strings with a meaning in YAML, and characters that break text.
    private static readonly string[] Pieces =
    [
        "\n", "\r", "\t", " ", ":", ": ", "-", "- ", "? ", "#", "&a ", "*a", "!", "!!str ", "|\n", ">", "%", "@",
        "`", "{", "}",
        "[", "]", ",", "'", "\"", "\\", "---\n", "...\n", "<<: ", "\0", "\u0085", "\u2028", "\ufeff", "1e999", "-",
        ".nan", "~",
    ];

    private static readonly Gen<byte[]> Mutated =
        from seed in Gen.Int[0, Seeds.Length - 1]
        from edits in Gen.Select(Gen.Double.Unit, Gen.Int[0, 6], OneOf(Pieces)).Array[1, 8]
        select edits.Aggregate(Seeds[seed], Edit);

    [Fact]
    public void Parse_RandomBytes_NeverThrows() => Gen.Byte.Array[0, 300].ForAll(IsAnswered, iter: 3_000);

    [Fact]
    public void Parse_RandomYamlPieces_NeverThrows() =>
        OneOf([.. Pieces, "a", "b", "parameters", "when", "value", "min", "0.5"]).Array[0, 60]
            .ForAll(pieces => IsAnswered(Encoding.UTF8.GetBytes(string.Concat(pieces))), iter: 10_000);

    [Fact]
    public void Parse_MutatedFiles_NeverThrows() => Mutated.ForAll(IsAnswered, iter: 10_000);

    private static Gen<string> OneOf(string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]);

    private static byte[] Edit(byte[] bytes, (double Where, int Length, string Piece) edit)
    {
        var at = (int)(edit.Where * bytes.Length);
        var rest = bytes[Math.Min(bytes.Length, at + edit.Length)..];
        return [.. bytes[..at], .. Encoding.UTF8.GetBytes(edit.Piece), .. rest];
    }

    private static bool IsAnswered(byte[] bytes)
    {
        var result = SweepFile.Parse(bytes, "f.yaml");
        if (!result.IsValid)
            return !result.Errors.IsEmpty && result.Errors.All(error => error.Message.Length is > 0 and < 3_000);
        var json = SweepSpecJson.Write(result.Spec);
        return result.Errors.IsEmpty && SweepSpecJson.Write(SweepSpecJson.Read(json)) == json;
    }
}
