#!/bin/sh
# Makes the disk of a small machine to test on: Debian's kernel for clouds, busybox, and an init
# that tells on its serial port how often it was started, and how large the machine is.
#
# Usage: make_guest.sh FILE. Needs syslinux, mtools, qemu-utils, busybox-static and cpio; the kernel
# is downloaded as a package and not installed.
set -eu
out=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/root/bin" "$work/root/modules" "$work/kernel"
cd "$work"

for flavour in linux-image-cloud-amd64 linux-image-virtual; do
    name=$(apt-cache depends "$flavour" 2>/dev/null |
        sed -n 's/.*Depends: \(linux-image-.*\)/\1/p' | head -n 1)
    [ -z "$name" ] || break
done
apt-get download "$name" >/dev/null
dpkg-deb --fsys-tarfile linux-image-*.deb |
    tar -x -C kernel --wildcards './boot/vmlinuz-*' '*/virtio*.ko' '*/button.ko' '*/evdev.ko'

cp "$(command -v busybox)" root/bin/busybox
# Those that the kernel has built in are not there, and not missed.
for module in virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_blk \
    button evdev; do
    find kernel -name "$module.ko" -exec cp {} "root/modules/$module.ko" \;
done
cat >root/init <<'INIT'
#!/bin/busybox sh
b=/bin/busybox
$b mkdir -p /proc /sys /dev
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mount -t devtmpfs dev /dev
exec </dev/console >/dev/console 2>&1
for module in virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_blk \
    button evdev; do
    [ -f /modules/$module.ko ] && $b insmod /modules/$module.ko
done
while [ ! -b /dev/vdb ]; do $b usleep 50000; done
# The count of starts stands on the disk itself, beyond the files on it.
boots=$($b dd if=/dev/vda bs=512 skip=1900000 count=1 2>/dev/null | $b tr -cd 0-9)
boots=$((${boots:-0} + 1))
echo $boots | $b dd of=/dev/vda bs=512 seek=1900000 conv=fsync 2>/dev/null
for event in /dev/input/event*; do
    ($b head -c 24 $event >/dev/null && $b sync && $b poweroff -f) &
done
host=$($b strings /dev/vdb | $b sed -n 's/.*"local-hostname":"\([^"]*\)".*/\1/p' | $b head -n 1)
cores=$($b grep -c ^processor /proc/cpuinfo)
memory=$($b sed -n 's/MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo)
sectors=$($b cat /sys/block/vda/size)
while true; do
    echo "GUEST boots=$boots cores=$cores memory=$memory sectors=$sectors host=$host"
    $b usleep 300000
done
INIT
chmod +x root/init
(cd root && find . | cpio --quiet -o -H newc | gzip -9) >initrd.gz

truncate -s 24M disk.img
export MTOOLS_SKIP_CHECK=1
mformat -i disk.img -h 64 -s 32 -T 49152 ::
syslinux --install disk.img
cat >syslinux.cfg <<'CFG'
DEFAULT guest
PROMPT 0
LABEL guest
  KERNEL vmlinuz
  INITRD initrd.gz
  APPEND console=ttyS0 quiet panic=-1
CFG
cp kernel/boot/vmlinuz-* vmlinuz
mcopy -i disk.img syslinux.cfg vmlinuz initrd.gz ::
qemu-img convert -O qcow2 disk.img guest.qcow2
mkdir -p "$(dirname "$out")"
mv guest.qcow2 "$out"
