using Experiments.Training.Randomness;

namespace Experiments.Training.Datasets.Digits;

/// <summary>
/// A generated dataset of digits, which needs no download: strokes in several styles, with random width, size, slant,
/// rotation, elastic distortion and noise. It is the same on every machine. Its size suits quick trials, and it is hard
/// enough to show differences between optimizers.
/// </summary>
public static class DigitsDataset
{
    /// <summary>The dataset's name in a sweep file.</summary>
    public const string Name = "digits";

    private const int TrainCount = 12_000;
    private const int TestCount = 2_000;
    private const ulong TrainSeed = 0x6469_6769_7473_0001;
    private const ulong TestSeed = 0x6469_6769_7473_0002;
    private const double Noise = 0.12;

    /// <summary>Draws the whole dataset, in about a second.</summary>
    public static ImageDataset Make() =>
        ImageDataset.From(Name, Draw(TrainSeed, TrainCount), DrawTest());

    /// <summary>Draws the images of the test set.</summary>
    public static RawImages DrawTest() => Draw(TestSeed, TestCount);

    /// <summary>Draws the first <paramref name="count"/> images of a seed.</summary>
    public static RawImages Draw(ulong seed, int count)
    {
        var raw = new RawImages(new byte[count * RawImages.Pixels], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            var random = new DigitRandom(Seeds.Mix(Seeds.Mix(seed) + (ulong)i));
            raw.Labels[i] = (byte)random.Below(10);
            Draw(raw.Labels[i], ref random, raw.Images.AsSpan(i * RawImages.Pixels, RawImages.Pixels));
        }

        return raw;
    }

    private static void Draw(int digit, ref DigitRandom random, Span<byte> image)
    {
        var styles = DigitShapes.Styles[digit];
        var style = styles[random.Below(styles.Length)];
        var distortion = new DigitDistortion(ref random);
        var pen = new DigitPen(random.Between(1.2, 3.4), random.Between(0.9, 1.8));
        foreach (var stroke in style.Strokes)
        {
            var from = distortion.Apply(stroke[0]);
            foreach (var dot in stroke.AsSpan(1..))
            {
                var to = distortion.Apply(dot);
                pen.Line(from, to);
                from = to;
            }
        }

        var strength = random.Between(0.7, 1);
        for (var i = 0; i < image.Length; i++)
        {
            var grain = Noise * random.Centred();
            image[i] = (byte)Math.Clamp(255 * (pen.Ink[i] * strength + grain), 0, 255);
        }
    }
}
