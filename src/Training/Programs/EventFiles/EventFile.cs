namespace Experiments.Training.Programs.EventFiles;

/// <summary>An event file of TensorBoard that a program is writing.</summary>
/// <param name="path">The path of the file.</param>
internal sealed class EventFile(string path)
{
    /// <summary>Folders that stand for a part of the data, as Keras writes them.</summary>
    private static readonly string[] Parts = ["train", "validation", "val", "eval", "test"];

    private readonly RecordReader _records = new();
    private readonly string _prefix =
        Path.GetFileName(Path.GetDirectoryName(path)) is { } folder && Parts.Contains(folder) ? folder + "/" : "";

    private long _position;

    /// <summary>Whether a checksum or a message was wrong. Nothing is read after that.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Returns the scalars that were written since the last call.</summary>
    public IReadOnlyList<ScalarEvent> Read()
    {
        var found = new List<ScalarEvent>();
        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = _position;
            var buffer = new byte[64 << 10];
            while (!IsDamaged && stream.Read(buffer) is > 0 and var count)
            {
                _position += count;
                foreach (var record in _records.Take(buffer.AsSpan(0, count)))
                    found.AddRange(EventMessage.Read(record));
                IsDamaged = _records.IsDamaged;
            }
        }
        catch (InvalidDataException)
        {
            IsDamaged = true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The program has removed it.
        }

        return [.. found.Select(scalar => scalar with { Tag = _prefix + scalar.Tag })];
    }
}
